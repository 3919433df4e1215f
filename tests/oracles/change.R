# Baseline and last score of each finished stay, and what follows from the pairs: mean change,
# effect sizes, reliable change, clinically significant change, and a least-squares fit.
# Rscript tests/oracles/change.R

source(file.path(
  dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "common.R"
))

# Published thresholds: points of reliable change, first score of the unwell, reliability (alpha of
# Kroenke 2001 and Spitzer 2006).
instruments <- list(
  phq9 = list(points = 6, cutoff = 10, reliability = 0.89),
  gad7 = list(points = 4, cutoff = 8, reliability = 0.92)
)

finished <- which(stays$finished)

# Scores that serve a stay: those that name it, and those that name none. Of several on one day the
# last in file order counts.
pair_of <- function(stay, own_scores, own_stays) {
  admitted <- stays$admitted[stay]
  discharged <- stays$discharged[stay]
  serves <- is.na(own_scores$stay_id) | own_scores$stay_id == stays$stay_id[stay]
  mine <- own_scores[serves, ]
  mine <- mine[!duplicated(mine$day, fromLast = TRUE), ]
  mine <- mine[order(mine$day), ]
  others <- setdiff(own_stays, stay)
  inside_another <- vapply(mine$day, function(day) {
    any(stays$admitted[others] <= day & day <= stays$end[others])
  }, NA)
  may_start <- !(is.na(mine$stay_id) & mine$day < admitted & inside_another) &
    mine$day >= admitted - 7 & mine$day <= min(admitted + 7, discharged)
  if (!any(may_start)) return(NULL)
  first <- which(may_start)[1]
  may_end <- mine$day > mine$day[first] & mine$day >= admitted & mine$day <= discharged + 3
  if (!any(may_end)) return(NULL)
  last <- max(which(may_end))
  data.frame(
    stay = stay, pre = mine$value[first], post = mine$value[last], last_day = mine$day[last]
  )
}

pairs_of <- function(measure) {
  own <- scores[scores$measure == measure, ]
  scores_by_person <- split(own, own$person_id)
  stays_by_person <- split(seq_len(nrow(stays)), stays$person_id)
  do.call(rbind, lapply(finished, function(stay) {
    person <- stays$person_id[stay]
    own_scores <- scores_by_person[[person]]
    if (is.null(own_scores)) NULL else pair_of(stay, own_scores, stays_by_person[[person]])
  }))
}

classes <- c("recovered", "harmed", "improved", "deteriorated", "unchanged")

# Exclusive classes: crossing and reliable, else reliable, else unchanged.
class_counts <- function(pre, post, better, worse, unwell) {
  class <- ifelse(better & unwell(pre) & !unwell(post), "recovered",
    ifelse(worse & !unwell(pre) & unwell(post), "harmed",
      ifelse(better, "improved", ifelse(worse, "deteriorated", "unchanged"))
    )
  )
  as.list(table(factor(class, classes)))
}

summary_of <- function(measure, level, pairs) {
  known <- instruments[[measure]]
  change <- pairs$pre - pairs$post
  n <- nrow(pairs)
  test <- t.test(pairs$pre, pairs$post, paired = TRUE)
  sd_pre <- sd(pairs$pre)
  r <- cor(pairs$pre, pairs$post)
  d <- mean(change) / sd_pre
  g <- d * (1 - 3 / (4 * (n - 1) - 1))
  variance <- 2 * (1 - r) / n + d^2 / (2 * n)
  improved <- change >= known$points
  deteriorated <- change <= -known$points
  at_start <- pairs$pre >= known$cutoff
  error <- sqrt(2) * sd_pre * sqrt(1 - known$reliability)
  own_cutoff <- mean(pairs$pre) - 2 * sd_pre
  key <- list(
    measure = measure, level = level, n = n, persons = persons_in(pairs$stay)
  )
  list(
    pairs = c(key, list(
      mean_pre = mean(pairs$pre), sd_pre = sd_pre, mean_post = mean(pairs$post),
      sd_post = sd(pairs$post), correlation = r, sd_change = sd(change)
    )),
    mean_change = c(list(figure = "mean-change"), key, list(
      value = mean(change), low = test$conf.int[1], high = test$conf.int[2]
    )),
    effect_size = c(list(figure = "effect-size"), key, list(
      d = d, value = g, variance = variance,
      low = g - qnorm(0.975) * sqrt(variance), high = g + qnorm(0.975) * sqrt(variance),
      difference_effect = mean(change) / sd(change)
    )),
    reliable_change = c(list(figure = "reliable-change"), key, list(
      improved = sum(improved), deteriorated = sum(deteriorated),
      unchanged = sum(!improved & !deteriorated),
      unwell_at_baseline = sum(at_start), unwell_improved = sum(improved & at_start),
      unwell_deteriorated = sum(deteriorated & at_start)
    )),
    clinically_significant_change = c(
      list(figure = "clinically-significant-change", profile = "published"), key,
      class_counts(
        pairs$pre, pairs$post, improved, deteriorated, function(score) score >= known$cutoff
      )
    ),
    jacobson_truax = c(
      list(figure = "clinically-significant-change", profile = "jacobson-truax"), key,
      list(
        sd = sd_pre, reliability = known$reliability, difference_error = error,
        criterion = "a", cutoff = own_cutoff
      ),
      class_counts(
        pairs$pre, pairs$post, change / error > 1.96, change / error < -1.96,
        function(score) score >= own_cutoff
      )
    )
  )
}

results <- list()
fits <- list()
for (measure in names(instruments)) {
  pairs <- pairs_of(measure)
  level <- stays$level_of_care[pairs$stay]
  for (own in c("all", if (measure == "phq9") levels_of_care)) {
    rows <- if (own == "all") rep(TRUE, nrow(pairs)) else level == own
    if (sum(rows) >= 3) results <- c(results, list(summary_of(measure, own, pairs[rows, ])))
  }
  week <- floor((pairs$last_day - stays$admitted[pairs$stay]) / 7)
  fit <- lm(post ~ pre + log(week + 1), pairs)
  design <- model.matrix(fit)
  fits <- c(fits, list(list(
    measure = measure, n = nrow(pairs),
    sums = list(
      xx = lapply(1:3, function(i) unname(crossprod(design)[i, ])),
      xy = unname(crossprod(design, pairs$post)[, 1]), yy = sum(pairs$post^2)
    ),
    coefficients = unname(coef(fit)), residual_error = summary(fit)$sigma,
    r_squared = summary(fit)$r.squared
  )))
}
part <- function(name) lapply(results, function(result) result[[name]])

# Every pair of one small group, so that the classes can be made again without the sample data.
phq9 <- pairs_of("phq9")
small <- phq9[stays$level_of_care[phq9$stay] == "aftercare", ]

write_json("change.json", list(
  pairs = part("pairs"),
  mean_change = part("mean_change"),
  effect_size = part("effect_size"),
  reliable_change = part("reliable_change"),
  clinically_significant_change = part("clinically_significant_change"),
  jacobson_truax = part("jacobson_truax"),
  last_by_baseline_and_week = fits,
  phq9_aftercare = list(pre = small$pre, post = small$post)
))
