/** The shape of a builder: rows of a figure in, description of a picture out. */
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../figure-state';
import type { Plot } from '../plot';

/** Describes the picture of a figure under the choices of a view. */
export type Builder = (data: FigureData, view: FigureChoices) => Plot;
