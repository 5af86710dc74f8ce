// What this room compares and judges English texts with; made once, for making it reads word lists.

import Comparison
import Language

enum English {
  static let comparer = Comparer()
  static let judge = HonestyJudge()
  static let sources = QuoteSources()
  static let functionWords = Lexicon.english["function-words"]
}
