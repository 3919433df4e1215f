# Length of stay, retention, log-rank, restricted mean and how stays end, by level of care.
# Rscript tests/oracles/length.R

source(file.path(
  dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "common.R"
))
library(survival)
library(cmprsk)

days <- c(7, 14, 30, 60, 90, 180)
causes <- c("planned", "dropout", "other")
groups <- c(list(all = rep(TRUE, nrow(stays))), lapply(
  setNames(levels_of_care, levels_of_care), function(level) stays$level_of_care == level
))

# Stays per length: days, ended by cause, still open.
counts_of <- function(rows) {
  own <- stays[rows, ]
  counts <- table(own$length_days, factor(own$cause, c(causes, "open")))
  lapply(seq_len(nrow(counts)), function(i) c(as.numeric(rownames(counts)[i]), counts[i, ]))
}

length_of_stay <- function(level, rows) {
  rows <- rows & stays$finished
  values <- sort(stays$length_days[rows])
  n <- length(values)
  quartiles <- unname(quantile(values, c(0.25, 0.5, 0.75), type = 7))
  # The largest rank k with P(B < k) <= 0.025, B ~ binomial(n, 1/2).
  rank <- qbinom(0.025, n, 0.5)
  if (pbinom(rank - 1, n, 0.5) > 0.025) rank <- rank - 1
  list(
    figure = "length-of-stay", level = level, n = n, persons = persons_in(rows),
    value = quartiles[2], low = values[rank], high = values[n + 1 - rank],
    q1 = quartiles[1], q3 = quartiles[3], mean = mean(values)
  )
}

retention <- function(level, rows) {
  own <- stays[rows, ]
  curve <- survfit(Surv(length_days, finished) ~ 1, own, conf.type = "log-log")
  first_half <- function(share) {
    at <- which(share <= 0.5 + 1e-9)
    if (length(at) == 0) NA else curve$time[at[1]]
  }
  at <- summary(curve, times = days, extend = TRUE)
  # Nothing is known after the last stay when it was still open; the limits do not exist at 0 and 1.
  known <- days <= max(curve$time) | min(curve$surv) == 0
  inside <- known & at$surv > 0 & at$surv < 1
  mean_to_180 <- if (max(curve$time) >= 180 || min(curve$surv) == 0) {
    survival:::survmean(curve, rmean = 180)$matrix[c("rmean", "se(rmean)")]
  } else {
    c(NA, NA)
  }
  list(
    figure = "retention", level = level, n = nrow(own), persons = persons_in(rows),
    events = sum(own$finished),
    median = list(
      value = first_half(curve$surv), low = first_half(curve$lower), high = first_half(curve$upper)
    ),
    restricted_mean_180 = list(value = mean_to_180[[1]], standard_error = mean_to_180[[2]]),
    at = lapply(seq_along(days), function(i) {
      list(
        day = days[i], at_risk = sum(own$length_days >= days[i]),
        value = if (known[i]) at$surv[i] else NA,
        low = if (inside[i]) at$lower[i] else NA,
        high = if (inside[i]) at$upper[i] else NA
      )
    })
  )
}

# Shares from survfit, their variance from cmprsk::cuminc.
dropout_incidence <- function(level, rows) {
  own <- stays[rows, ]
  own$event <- factor(own$cause, c("open", causes))
  curve <- survfit(Surv(length_days, event) ~ 1, own)
  at <- summary(curve, times = days, extend = TRUE)
  gray <- cuminc(own$length_days, own$cause, cencode = "open")
  variance <- timepoints(gray, days)$var
  naive <- survfit(Surv(length_days, cause == "dropout") ~ 1, own)
  shown <- which(days %in% c(14, 30, 90) & days <= max(own$length_days))
  list(
    figure = "dropout-incidence", level = level, n = nrow(own), persons = persons_in(rows),
    dropout_by_one_minus_km_180 = 1 - summary(naive, times = 180, extend = TRUE)$surv,
    at = unlist(lapply(shown, function(i) {
      lapply(causes, function(cause) {
        column <- match(cause, curve$states)
        list(
          day = days[i], class = cause, value = at$pstate[i, column],
          variance = variance[paste(1, cause), i]
        )
      })
    }), recursive = FALSE)
  )
}

by_level <- function(figure) Map(figure, names(groups), groups, USE.NAMES = FALSE)
test <- survdiff(Surv(length_days, finished) ~ factor(level_of_care, levels_of_care), stays)
# The levels whose counts are written, so that the test can be made again without the sample data.
with_counts <- c("withdrawal_management", "inpatient", "residential")
bedded <- survdiff(
  Surv(length_days, finished) ~ factor(level_of_care, with_counts),
  stays[stays$level_of_care %in% with_counts, ]
)
two <- survdiff(
  Surv(length_days, finished) ~ factor(site, c("Hill site", "River site")),
  stays[stays$level_of_care == "iop", ]
)

log_rank <- function(test, groups) {
  list(
    figure = "retention", test = "log-rank", groups = groups, chi_square = test$chisq,
    degrees_of_freedom = length(test$n) - 1,
    p = pchisq(test$chisq, length(test$n) - 1, lower.tail = FALSE),
    observed = as.numeric(test$obs), expected = as.numeric(test$exp)
  )
}

write_json("length.json", list(
  counts = list(
    columns = c("length_days", causes, "open"),
    by_level = lapply(groups[c(with_counts, "iop")], counts_of)
  ),
  length_of_stay = by_level(length_of_stay),
  retention = by_level(retention),
  dropout_incidence = by_level(dropout_incidence),
  log_rank_by_level = log_rank(test, levels_of_care),
  log_rank_of_counts = log_rank(bedded, with_counts),
  log_rank_iop_by_site = log_rank(two, c("Hill site", "River site"))
))
