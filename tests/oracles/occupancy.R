# State occupancy: where persons are on each day since their first admission in the file.
# Rscript tests/oracles/occupancy.R

source(file.path(
  dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))), "common.R"
))
library(survival)

states <- c(levels_of_care, "planned_end", "dropped_out", "deceased", "out_of_sight")
days <- c(0, 7, 14, 30, 60, 90, 180, 365)

end_state <- function(reason) {
  if (is.na(reason)) return("out_of_sight")
  switch(reason,
    completed = "planned_end", dropped_out = "dropped_out", against_advice = "dropped_out",
    deceased = "deceased", "out_of_sight"
  )
}

# Stays in their order: admission, discharge (open last), rank descending, stay_id.
in_order <- order(
  stays$admitted, ifelse(is.na(stays$discharged), Inf, stays$discharged), -stays$rank,
  stays$stay_id,
  method = "radix"
)

# The state of one person at the end of a day: the running stay admitted last, else how the stay
# with the latest discharge ended. Ties go to the later in order.
state_on <- function(own, day) {
  running <- own[own$admitted <= day & (is.na(own$discharged) | own$discharged > day), ]
  if (nrow(running) > 0) return(running$level_of_care[nrow(running)])
  ended <- own[own$admitted <= day, ]
  end_state(ended$discharge_reason[max(which(ended$discharged == max(ended$discharged)))])
}

# One row per time in one state: from day, to day, state, what follows ("" = last observed).
history_of <- function(own) {
  origin <- min(own$admitted)
  change_days <- sort(unique(c(own$admitted, own$discharged[!is.na(own$discharged)])))
  seen <- vapply(change_days, function(day) state_on(own, day), "")
  starts <- c(TRUE, seen[-1] != seen[-length(seen)])
  from <- change_days[starts] - origin
  state <- seen[starts]
  data.frame(
    person = own$person_id[1], from = from, to = c(from[-1], cut_day - origin), state = state,
    following = c(state[-1], "")
  )
}

histories <- do.call(rbind, lapply(split(stays[in_order, ], stays$person_id[in_order]), history_of))
n <- length(unique(stays$person_id))
start <- table(factor(histories$state[histories$from == 0], states))

# The product of the matrices of each day's moves, from the start distribution.
observed <- histories[histories$to > histories$from, ]
moves <- observed[observed$following != "", ]
times <- sort(unique(observed$to))
share <- as.numeric(start) / n
curve <- matrix(NA, length(times), length(states))
for (i in seq_along(times)) {
  at_risk <- table(factor(observed$state[observed$from < times[i] & observed$to >= times[i]], states))
  now <- moves[moves$to == times[i], ]
  count <- table(factor(now$state, states), factor(now$following, states))
  leave <- sweep(count, 1, pmax(1, at_risk), "/")
  share <- share - share * rowSums(leave) + as.numeric(share %*% leave)
  curve[i, ] <- share
}
occupancy_on <- function(day) {
  before <- which(times <= day)
  if (length(before) == 0) as.numeric(start) / n else curve[max(before), ]
}

# The same from survfit, with the same start distribution.
event <- factor(ifelse(observed$following == "", "censored", observed$following), c("censored", states))
fit <- survfit(
  Surv(from, to, event) ~ 1, data.frame(observed, event), id = person,
  istate = factor(observed$state, states), p0 = as.numeric(start) / n, se.fit = FALSE
)
checked <- summary(fit, times = days[-1], extend = TRUE)$pstate
colnames(checked) <- fit$states
for (i in seq_along(days[-1])) {
  stopifnot(abs(checked[i, states] - occupancy_on(days[-1][i])) < 1e-9)
}

observed_for <- tapply(histories$to, histories$person, max)

# Persons who start in withdrawal management, so that a curve can be made again without the sample
# data: person, from day, to day, state, what follows (both counted from 0; -1 = last observed).
few <- histories[histories$person %in% head(unique(
  histories$person[histories$from == 0 & histories$state == "withdrawal_management"]
), 40), ]
few_event <- factor(ifelse(few$following == "", "censored", few$following), c("censored", states))
few_fit <- survfit(
  Surv(from, to, few_event) ~ 1, data.frame(few, few_event), id = person,
  istate = factor(few$state, states)
)
few_at <- summary(few_fit, times = c(7, 30, 90, 180), extend = TRUE)

write_json("occupancy.json", list(
  states = states,
  state_occupancy = lapply(days, function(day) {
    list(
      figure = "state-occupancy", day = day, n = n, under_observation = sum(observed_for >= day),
      value = as.list(setNames(occupancy_on(day), states))
    )
  }),
  start_counts = as.list(start),
  few = list(
    histories = lapply(seq_len(nrow(few)), function(i) {
      c(
        match(few$person[i], unique(few$person)) - 1, few$from[i], few$to[i],
        match(few$state[i], states) - 1, match(few$following[i], states, nomatch = 0) - 1
      )
    }),
    at = lapply(seq_along(few_at$time), function(i) {
      list(
        day = few_at$time[i], value = few_at$pstate[i, match(states, few_fit$states)],
        jackknife_error = few_at$std.err[i, match(states, few_fit$states)]
      )
    })
  )
))
