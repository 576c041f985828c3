# 7:13 No date: A date is written like "2021-08-27".
# 12:13 No date: A date is written like "2021-08-27".
repository "bad" {
  names = ["github.com/acme/bad"]

  release "v1.0.0" {
    date  = "August 2021"
    about = "The first release."
  }

  release "v1.1.0" {
    date  = "2021-8-27"
    about = "The second release."
  }
}
