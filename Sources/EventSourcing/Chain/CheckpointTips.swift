/// The furthest checkpoints of each log that a writer must not contradict; small however long the file is.
struct CheckpointTips {
  private struct Place: Hashable {
    let genesis: [UInt8]
    let epoch: Int
    let key: String
  }

  private var tips: [String: [Place: CheckpointFile.Entry]] = [:]

  mutating func take(_ entries: [CheckpointFile.Entry]) {
    for entry in entries { take(entry) }
  }

  /// One that follows a restore puts an end to what the restore gave up.
  private mutating func take(_ entry: CheckpointFile.Entry) {
    let new = entry.checkpoint
    var known = tips[new.slug] ?? [:]
    if let keeps = new.keeps {
      known = known.filter { place, old in
        place.genesis != new.genesis || place.epoch >= new.epoch || old.checkpoint.commit <= keeps
      }
    }
    let place = Place(genesis: new.genesis, epoch: new.epoch, key: new.key)
    if known[place].map({ $0.checkpoint.commit <= new.commit }) ?? true { known[place] = entry }
    tips[new.slug] = known
  }

  /// Those of a log's name, by commit; another log's of the same name among them.
  subscript(_ slug: String) -> [CheckpointFile.Entry] {
    (tips[slug] ?? [:]).values.sorted { $0.checkpoint.commit < $1.checkpoint.commit }
  }
}
