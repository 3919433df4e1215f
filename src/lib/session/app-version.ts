/** The version of the app, as exports and prints name it; the build fills it in from `package.json`. */
declare const __APP_VERSION__: string;

/** Semantic version, such as `0.1.0`. */
export const APP_VERSION: string = __APP_VERSION__;
