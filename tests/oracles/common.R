# Reads the sample data as an import loads it and derives what the other scripts start from: stays
# with their length, sessions with their stay. Base R only; written from the definitions, not from
# the application's code.

folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
sample_data <- file.path(folder, "..", "..", "sample-data")

# Rows and cells that an import sets aside, by physical line (the header is line 1).
set_aside <- read.csv(
  file.path(sample_data, "expected-set-aside.csv"),
  colClasses = "character"
)

# Reads one file as text without the rows set aside, and with the cells set aside empty.
read_table <- function(name) {
  lines <- readLines(file.path(sample_data, name))
  own <- set_aside[set_aside$file == name, ]
  rows <- as.integer(own$line[own$kind == "row"])
  kept <- setdiff(seq_along(lines), rows)
  table <- read.csv(
    text = lines[kept], colClasses = "character", na.strings = "", quote = "", comment.char = ""
  )
  cells <- own[own$kind == "cell", ]
  for (i in seq_len(nrow(cells))) {
    table[match(as.integer(cells$line[i]), kept) - 1, cells$column[i]] <- NA
  }
  table
}

day_of <- function(text) as.integer(as.Date(text))

rank_of_level <- c(
  inpatient = 5, withdrawal_management = 5, residential = 4, php = 3, iop = 2, op = 1, aftercare = 0
)
levels_of_care <- c(
  "withdrawal_management", "inpatient", "residential", "php", "iop", "op", "aftercare"
)

stays <- read_table("stays.csv")
scores <- read_table("scores.csv")
sessions <- read_table("sessions.csv")

stays$admitted <- day_of(stays$admitted_on)
stays$discharged <- day_of(stays$discharged_on)
stays$last_contact <- day_of(stays$last_contact_on)
stays$rank <- unname(rank_of_level[stays$level_of_care])
scores$day <- day_of(scores$taken_on)
# Risk is a word in place of a number.
scores$value <- suppressWarnings(as.numeric(scores$score))
sessions$day <- day_of(sessions$held_on)

cut_day <- max(
  stays$admitted, stays$discharged, stays$last_contact, scores$day,
  sessions$day[sessions$status != "scheduled"],
  na.rm = TRUE
)

stays$finished <- !is.na(stays$discharged)
stays$end <- ifelse(stays$finished, stays$discharged, cut_day)
stays$length_days <- pmax(
  1,
  ifelse(stays$finished, pmin(stays$last_contact, stays$discharged, na.rm = TRUE), cut_day) -
    stays$admitted
)

reason_group <- c(
  completed = "planned", transferred = "planned",
  dropped_out = "dropout", against_advice = "dropout"
)
stays$cause <- unname(reason_group[stays$discharge_reason])
stays$cause[stays$finished & is.na(stays$cause)] <- "other"
stays$cause[!stays$finished] <- "open"

# The stay of each session: the one it names, else of the containing ones on a transfer day (one ends,
# another starts) the one that starts, else the higher level, the earlier admission, the smaller
# stay_id.
find_stay <- function(person, day) {
  own <- which(stays$person_id == person & stays$admitted <= day & day <= stays$end)
  if (length(own) == 0) return(NA_integer_)
  starts <- stays$admitted[own] == day
  ends <- stays$finished[own] & stays$end[own] == day
  is_transfer <- any(ends) && sum(starts | ends) >= 2
  own[order(
    !(is_transfer & starts), -stays$rank[own], stays$admitted[own], stays$stay_id[own],
    method = "radix"
  )][1]
}
sessions$stay <- match(sessions$stay_id, stays$stay_id)
unnamed <- which(is.na(sessions$stay_id))
sessions$stay[unnamed] <- mapply(find_stay, sessions$person_id[unnamed], sessions$day[unnamed])
stopifnot(!anyNA(sessions$stay))

# --- JSON -------------------------------------------------------------------------------------

number_text <- function(x) {
  if (is.na(x)) "null" else if (is.logical(x)) tolower(x) else sprintf("%.12g", x)
}

# Writes lists with names as objects, other lists and longer vectors as arrays, NA as null.
json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ", "), "]"))
    return(paste0("{", paste0('"', names(x), '": ', parts, collapse = ", "), "}"))
  }
  parts <- if (is.character(x)) {
    ifelse(is.na(x), "null", paste0('"', x, '"'))
  } else {
    vapply(unname(x), number_text, "")
  }
  if (length(parts) == 1) parts else paste0("[", paste(parts, collapse = ", "), "]")
}

write_json <- function(name, value) {
  made_with <- c(R = as.character(getRversion()))
  for (package in intersect(c("survival", "cmprsk"), loadedNamespaces())) {
    made_with[package] <- as.character(packageVersion(package))
  }
  cut <- format(as.Date(cut_day, origin = "1970-01-01"))
  about <- list(made_with = as.list(made_with), data_cut = cut)
  writeLines(json(c(about, value)), file.path(folder, name))
}

persons_in <- function(rows) length(unique(stays$person_id[rows]))
