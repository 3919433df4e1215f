# Intervals of proportions and of their differences, and adjusted p values, on planned discharge.
# Rscript tests/oracles/proportions.R

source(file.path(
  dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "common.R"
))

counted <- stays$finished & !is.na(stays$discharge_reason) &
  !(stays$discharge_reason %in% c("deceased", "record_closed"))
planned <- counted & stays$cause == "planned"

share_of <- function(x, n) {
  wilson <- suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
  exact <- binom.test(x, n)$conf.int
  list(
    numerator = x, denominator = n, value = x / n,
    wilson = list(low = wilson[1], high = wilson[2]), exact = list(low = exact[1], high = exact[2])
  )
}

planned_discharge <- lapply(levels_of_care, function(level) {
  rows <- counted & stays$level_of_care == level
  c(
    list(figure = "planned-discharge", level = level),
    share_of(sum(planned[rows]), sum(rows)),
    list(excluded = sum(stays$finished & stays$level_of_care == level) - sum(rows))
  )
})

# Newcombe 1998, method 10, from the two Wilson intervals.
difference_of <- function(x1, n1, x2, n2) {
  one <- prop.test(x1, n1, correct = FALSE)$conf.int
  two <- prop.test(x2, n2, correct = FALSE)$conf.int
  p1 <- x1 / n1
  p2 <- x2 / n2
  list(
    value = p1 - p2,
    low = p1 - p2 - sqrt((p1 - one[1])^2 + (two[2] - p2)^2),
    high = p1 - p2 + sqrt((one[2] - p1)^2 + (p2 - two[1])^2)
  )
}

# Each group against all others; the p value is that of the two-sided pooled z test.
against_others <- function(dimension) {
  values <- stays[[dimension]]
  lapply(sort(unique(values[!is.na(values)]), method = "radix"), function(group) {
    own <- counted & values %in% group
    rest <- counted & !is.na(values) & values != group
    x <- c(sum(planned[own]), sum(planned[rest]))
    n <- c(sum(own), sum(rest))
    c(
      list(
        dimension = dimension, group = group, numerator = x[1], denominator = n[1],
        others_numerator = x[2], others_denominator = n[2]
      ),
      difference_of(x[1], n[1], x[2], n[2]),
      list(p = suppressWarnings(prop.test(x, n, correct = FALSE)$p.value))
    )
  })
}

gaps <- do.call(c, lapply(c("site", "payer", "age_band", "sex"), against_others))
adjusted <- p.adjust(vapply(gaps, function(gap) gap$p, 0), "BH")
gaps <- Map(function(gap, p) c(gap, list(p_adjusted = p)), gaps, adjusted)

small <- list(c(0, 1), c(1, 1), c(0, 20), c(1, 29), c(3, 7), c(15, 148), c(81, 263), c(4999, 10000))

write_json("proportions.json", list(
  planned_discharge = planned_discharge,
  small = lapply(small, function(pair) share_of(pair[1], pair[2])),
  planned_discharge_gaps = gaps
))
