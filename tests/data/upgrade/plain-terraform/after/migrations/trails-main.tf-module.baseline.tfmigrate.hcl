# footing: id     trails-main.tf-module.baseline
# footing: from   v1.2.0
# footing: to     v2.0.0
# footing: why    Trails stay the same resources under another address.
# footing: expect create *
# footing: expect update *
migration "state" "trails" {
  dir = "."
  actions = [
    "mv module.baseline.module.trail_eu_central_1 module.baseline.module.trails.module.trail_eu_central_1",
    "mv module.baseline.module.trail_eu_west_1 module.baseline.module.trails.module.trail_eu_west_1",
    "mv module.baseline.module.trail_us_east_1 module.baseline.module.trails.module.trail_us_east_1",
  ]
}
