include "common" {
  path = "../_envcommon/baseline.hcl"
}
