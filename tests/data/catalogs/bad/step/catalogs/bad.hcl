# 11:5 Missing attribute: rename_input "master" needs "to".
# 16:7 Unknown attribute: note "note" takes no attribute "value". There can be: why, modules, when, issue, manual.
# 15:5 Missing attribute: note "note" needs "why".
# 19:5 Unknown block: target "cis-aws-1.4.0" takes no block "delete". There can be: regions, local, rename_input, remove_input, input, block, pin, state, note.
repository "bad" {
  names = ["github.com/acme/bad"]

  target "cis-aws-1.4.0" {
    minimum = "v1.0.0"

    rename_input "master" {
      why = "It has another name."
    }

    note "note" {
      value = "1"
    }

    delete "x" {}
  }

  release "v1.0.0" {
    about = "The first release."
  }
}
