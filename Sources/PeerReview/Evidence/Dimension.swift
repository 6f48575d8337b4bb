/// What inclusion is about, for all learners: being there, taking part, getting on.
package enum Dimension: String, Choice {
  case presence, participation, achievement
}
