// The text of a version as it stands in git: one sentence a line, so that stock `git diff` speaks in sentences.

import Story

extension Newsroom {
  /// Headline, blank line, paragraphs parted by blank lines, one sentence a line.
  func versionText(of article: Article, reading: Reading) -> String {
    var text = ""
    if let headline = article.headline?.value { text += headline + "\n\n" }
    var paragraph: Int?
    for sentence in reading.sentences {
      if let paragraph, paragraph != sentence.paragraph { text += "\n" }
      paragraph = sentence.paragraph
      text += reading.text[sentence.range] + "\n"
    }
    return text
  }
}
