import PeerReview
import ReadModels
import Testing

/// What is taken for a row's change is what its table is given.
@Suite struct `The changes of a view` {
  @Test(arguments: [1, 7]) func `say of each key whether a row stood there, and lead to the whole view`(
    step: Int
  ) throws {
    let story = try Story.ashmere()
    for view in ViewKind.all {
      var fold = view.fold()
      var standing: [RowKey: TableRow] = [:]
      for end in stride(from: step, through: story.history.count + step - 1, by: step) {
        fold.extend(story.history, through: Int64(end), where: { _ in true }, as: { _ in .everything })
        for change in fold.takeChanges(today: story.today) {
          #expect(change.stood == (standing[change.key] != nil), "\(view.name) \(change.key.name)")
          standing[change.key] = change.row
        }
      }
      #expect(
        standing.values.sorted { $0.key < $1.key } == fold.table(today: story.today), "\(view.name)")
    }
  }
}
