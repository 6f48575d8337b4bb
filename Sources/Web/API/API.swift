import PeerReview
import ReadModels

/// The routes of the REST API: a command, a view and a stream each have theirs because they are declared,
/// not because somebody wrote one.
package enum API {
  package static let base = "/api/v1"
  static let consortium = base + "/{consortium}"

  package static let routes: [Route] =
    commands + views + streams + events + documentation

  private static let commands = CommandKind.all.map { kind in
    Route(.post, "\(consortium)/\(kind.path)", description: { CommandDescription.operation(kind) }) {
      try await CommandOperation.perform(kind, $0)
    }
  }

  private static let views =
    [
      Route(.get, "\(consortium)/views", description: ViewDescription.list) {
        try await ViewOperation.list($0)
      }
    ]
    + ViewKind.all.flatMap { kind in
      let path = "\(consortium)/views/\(kind.name)"
      return [
        Route(.get, path, description: { ViewDescription.table(kind) }) {
          try await ViewOperation.table(kind, $0)
        },
        Route(.get, path + ".csv", description: { ViewDescription.csv(kind) }) {
          try await ViewOperation.table(kind, $0, as: .csv)
        },
        Route(.get, path + ".csv-metadata.json", description: { ViewDescription.metadata(kind) }) {
          try await ViewOperation.metadata(kind, $0)
        },
      ]
    }

  private static let streams = StreamKind.allCases.map { kind in
    Route(
      .get, "\(consortium)/\(kind.plural)" + (kind.isSingle ? "" : "/{id}"),
      description: { StreamDescription.state(kind) }
    ) { try await StreamOperation.state(kind, $0) }
  }

  private static let events = [
    Route(.get, "\(consortium)/events", description: EventDescription.feed) {
      try await EventOperation.feed($0)
    },
    Route(.get, "\(consortium)/events/{position}", description: EventDescription.one) {
      try await EventOperation.one($0)
    },
    Route(.get, "\(consortium)/streams/{stream}/events", description: EventDescription.ofStream) {
      try await EventOperation.ofStream($0)
    },
  ]

  private static let documentation = [
    Route(.get, "\(base)/openapi.json", description: DocumentDescription.document) {
      try $0.services.document.answer($0)
    },
    Route(.get, "\(base)/docs", description: DocumentDescription.page) { try DocsPage.answer($0) },
    Route(.get, "/problems", description: DocumentDescription.problems) { try ProblemPages.list($0) },
    Route(.get, "/problems/{code}", description: DocumentDescription.problem) { try ProblemPages.one($0) },
  ]
}
