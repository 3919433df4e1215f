# Attendance rate and hours per week, with persons as the sampling unit, by level of care.
# Rscript tests/oracles/attendance.R

source(file.path(
  dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "common.R"
))

sessions$level <- stays$level_of_care[sessions$stay]
sessions$owner <- stays$person_id[sessions$stay]

# Linearization: the variance of the ratio is that of the persons' residuals over the mean of x.
ratio_of <- function(person, y, x, share) {
  y <- tapply(y, person, sum)
  x <- tapply(x, person, sum)
  n <- length(y)
  ratio <- sum(y) / sum(x)
  error <- sd((y - ratio * x) / mean(x)) / sqrt(n)
  limits <- ratio + c(-1, 1) * qnorm(0.975) * error
  if (share) limits <- pmin(1, pmax(0, limits))
  list(
    sums = list(
      n = n, sumY = sum(y), sumX = sum(x), sumYY = sum(y^2), sumXY = sum(x * y), sumXX = sum(x^2)
    ),
    value = ratio, low = limits[1], high = limits[2], standard_error = error
  )
}

with_level <- function(figure) {
  all <- figure("all", function(level) rep(TRUE, length(level)))
  c(list(all), lapply(levels_of_care, function(own) figure(own, function(level) level == own)))
}

attendance_rate <- function(level, belongs) {
  counted <- sessions$status %in% c("attended", "no_show", "late_cancel")
  own <- sessions[counted & belongs(sessions$level), ]
  c(
    list(figure = "attendance-rate", level = level),
    ratio_of(own$owner, as.numeric(own$status == "attended"), rep(1, nrow(own)), TRUE)
  )
}

# The same rate within each week since admission, sessions before admission left out.
attendance_course <- function(week) {
  counted <- sessions$status %in% c("attended", "no_show", "late_cancel")
  since <- sessions$day - stays$admitted[sessions$stay]
  own <- sessions[counted & since >= 0 & floor(since / 7) == week & sessions$level == "iop", ]
  c(
    list(figure = "attendance-course", level = "iop", week = week),
    ratio_of(own$owner, as.numeric(own$status == "attended"), rep(1, nrow(own)), TRUE)
  )
}

hours_per_week <- function(level, belongs) {
  minutes <- as.numeric(sessions$attended_minutes)
  scheduled <- as.numeric(sessions$scheduled_minutes)
  minutes <- ifelse(is.na(minutes), scheduled, minutes)
  attended <- sessions$status == "attended" & belongs(sessions$level)
  timed <- attended & !is.na(minutes)
  hours <- numeric(nrow(stays))
  by_stay <- tapply(minutes[timed] / 60, sessions$stay[timed], sum)
  hours[as.integer(names(by_stay))] <- by_stay
  rows <- belongs(stays$level_of_care)
  c(
    list(
      figure = "hours-per-week", level = level, stays = sum(rows),
      sessions = sum(timed), sessions_without_minutes = sum(attended & is.na(minutes))
    ),
    ratio_of(stays$person_id[rows], hours[rows], stays$length_days[rows] / 7, FALSE)
  )
}

write_json("attendance.json", list(
  attendance_rate = with_level(attendance_rate),
  attendance_course = lapply(0:5, attendance_course),
  hours_per_week = with_level(hours_per_week)
))
