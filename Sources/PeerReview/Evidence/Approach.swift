/// How evidence is come by: seven ways of looking that schools use on themselves, or a document.
package enum Approach: String, Choice {
  case surveyOfViews = "survey_of_views"
  case mutualObservation = "mutual_observation"
  case videoDiscussion = "video_discussion"
  case statistics
  case pupilInterviews = "pupil_interviews"
  case caseMaterial = "case_material"
  case schoolVisits = "school_visits"
  case document

  package var label: String {
    switch self {
    case .surveyOfViews: "Survey of views"
    case .mutualObservation: "Mutual observation"
    case .videoDiscussion: "Discussion of video recordings"
    case .statistics: "Statistics"
    case .pupilInterviews: "Interviews with pupils"
    case .caseMaterial: "Exercises with case or interview material"
    case .schoolVisits: "Visits between schools"
    case .document: "Document"
    }
  }
}

/// Whether government asks for the evidence or the LEA chose it.
package enum Compulsion: String, Choice {
  case required, local

  package var label: String {
    switch self {
    case .required: "Required by government"
    case .local: "Chosen locally"
    }
  }
}
