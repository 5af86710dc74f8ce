// Invented news stories with planted changes: what should be told of each is known.

/// What should be told of one step of a story.
public struct Planted: Sendable, Hashable {
  /// The type of change, as in JSON.
  public var type: String
  /// Words that the told change must hold: the quote, the new number, the notice.
  public var text: String
  /// Who must be credited, by a name that must be part of what is told; nil where nobody is.
  public var speaker: String?
}

/// A story with all its versions, the last of which may be its removal.
public struct PlantedStory: Sendable {
  /// One version.
  public struct Version: Sendable {
    /// The headline.
    public var headline: String
    /// The paragraphs, one sentence or more each.
    public var paragraphs: [String]
    /// When the page says it was changed, in minutes after its start.
    public var minutes: Int
    /// What should be told of it against the version before; empty for the first.
    public var planted: [Planted]
  }

  /// Its place among others.
  public var number: Int
  /// Its name, as its address gives it.
  public var name: String
  /// Its versions.
  public var versions: [Version]
  /// Whether it is taken down after its last version.
  public var isWithdrawn: Bool

  /// What should be told of it in all.
  public var planted: [Planted] {
    versions.flatMap(\.planted)
      + (isWithdrawn ? [Planted(type: "story_withdrawn", text: "", speaker: nil)] : [])
  }
}

/// Numbers that look random and follow from a seed (xorshift64*, Vigna 2016).
public struct Chance: Sendable {
  private var state: UInt64

  /// Numbers from a seed.
  public init(_ seed: UInt64) { state = seed &* 2_685_821_657_736_338_717 | 1 }

  /// A number from 0 up to a bound.
  public mutating func below(_ bound: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 2_685_821_657_736_338_717) >> 33) % max(1, bound)
  }

  /// One of some things.
  public mutating func one<Thing>(of things: [Thing]) -> Thing { things[below(things.count)] }
}

/// Makes stories.
public enum Planter {
  /// Stories with so many planted changes in all, spread evenly.
  public static func stories(_ count: Int, changes: Int, seed: UInt64) -> [PlantedStory] {
    (0..<count).map { number in
      let share = changes * (number + 1) / count - changes * number / count
      return story(number, changes: share, seed: seed &+ UInt64(number) &* 7919)
    }
  }

  private static func story(_ number: Int, changes: Int, seed: UInt64) -> PlantedStory {
    var chance = Chance(seed)
    for _ in 0..<8 { _ = chance.below(2) }
    var writer = Writer(number: number, chance: chance)
    // Every fifth story is taken down at its end.
    let isWithdrawn = number % 5 == 4 && changes > 1
    for step in 0..<(changes - (isWithdrawn ? 1 : 0)) { writer.change(step + number) }
    return PlantedStory(
      number: number, name: writer.name, versions: writer.versions, isWithdrawn: isWithdrawn)
  }
}

/// Writes one story and changes it.
private struct Writer {
  let name: String
  private(set) var versions: [PlantedStory.Version] = []
  private let place: String
  private let event: Event
  private var chance: Chance
  private var quotes: [(words: String, speaker: Person, at: Int)] = []
  private var people: [Person]
  private var sayings: [String]
  private var toll: Int

  private struct Person: Hashable {
    var name: String
    var role: String
  }

  private struct Event {
    var slug: String
    var noun: String
    var lead: String
    var count: String
    var plain: [String]
  }

  init(number: Int, chance: Chance) {
    self.chance = chance
    place = Self.places[number % Self.places.count]
    event = Self.events[(number / 3 + number) % Self.events.count]
    name = "\(place.lowercased().replacing(" ", with: "-"))-\(event.slug)-\(number)"
    var people: [Person] = []
    for offset in 0..<6 {
      let first = Self.firstNames[(number * 7 + offset * 5) % Self.firstNames.count]
      let last = Self.lastNames[(number * 11 + offset * 3) % Self.lastNames.count]
      people.append(
        Person(name: "\(first) \(last)", role: Self.roles[(number + offset * 2) % Self.roles.count]))
    }
    self.people = people
    sayings = (0..<Self.sayings.count).map { Self.sayings[($0 * 5 + number * 3) % Self.sayings.count] }
    toll = 12 + self.chance.below(30)
    var paragraphs = [
      event.lead.replacing("PLACE", with: place),
      event.count.replacing("N", with: "\(toll)"),
    ]
    for text in event.plain.prefix(3) { paragraphs.append(text.replacing("PLACE", with: place)) }
    for _ in 0..<2 { paragraphs.append(quote(at: paragraphs.count)) }
    for text in event.plain.dropFirst(3) { paragraphs.append(text.replacing("PLACE", with: place)) }
    versions = [
      .init(headline: "\(event.noun) in \(place)", paragraphs: paragraphs, minutes: 0, planted: [])
    ]
  }

  /// A paragraph with a quote nobody has said yet.
  private mutating func quote(at place: Int) -> String {
    let speaker = people.removeFirst()
    let words = sayings.removeFirst()
    quotes.append((words, speaker, place))
    return Self.paragraph(words, speaker)
  }

  private static func paragraph(_ words: String, _ speaker: Person) -> String {
    "“\(words),” said \(speaker.name), \(speaker.role)."
  }

  /// Adds a version with one change.
  mutating func change(_ kind: Int) {
    guard var version = versions.last else { return }
    version.minutes += 7 + chance.below(30)
    version.planted = []
    switch kind % 5 {
    case 0 where people.count > 1:
      let text = quote(at: version.paragraphs.count)
      version.paragraphs.append(text)
      let new = quotes[quotes.count - 1]
      version.planted = [Planted(type: "quote_added", text: new.words, speaker: new.speaker.name)]
    case 1:
      toll += 3 + chance.below(9)
      version.paragraphs[1] = event.count.replacing("N", with: "\(toll)")
      version.planted = [Planted(type: "number_changed", text: "\(toll)", speaker: nil)]
    case 2 where people.count > 1:
      let at = chance.below(quotes.count)
      let other = people.removeFirst()
      version.planted = [Planted(type: "quote_reattributed", text: quotes[at].words, speaker: other.name)]
      quotes[at].speaker = other
      version.paragraphs[quotes[at].at] = Self.paragraph(quotes[at].words, other)
    case 3:
      let at = chance.below(quotes.count)
      let words = Self.altered(quotes[at].words)
      version.planted = [Planted(type: "quote_altered", text: words, speaker: quotes[at].speaker.name)]
      quotes[at].words = words
      version.paragraphs[quotes[at].at] = Self.paragraph(words, quotes[at].speaker)
    default:
      let wrong = Self.mistakes[(kind + chance.below(100)) % Self.mistakes.count].replacing(
        "PLACE", with: place)
      let notice = "Correction: An earlier version of this article \(wrong)."
      guard !version.paragraphs.contains(notice) else { return change(kind + 2) }
      version.paragraphs.append(notice)
      version.planted = [Planted(type: "correction_added", text: wrong, speaker: nil)]
    }
    versions.append(version)
  }

  /// A quote with two of its words exchanged.
  private static func altered(_ words: String) -> String {
    for (old, new) in [
      ("never", "seldom"), ("everything", "very little"), ("tonight", "next week"), ("people", "families"),
      ("will", "may"), ("cannot", "should not"), ("all", "some of"), ("first", "third"), ("have", "had"),
      ("is", "was"),
      ("are", "were"),
    ] {
      let parts = words.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      if let at = parts.firstIndex(of: old) {
        return (parts[..<at] + [new] + parts[(at + 1)...]).joined(separator: " ")
      }
    }
    return words + " for the time being"
  }

  private static let places = [
    "Alderwick", "Brackmoor", "Corvale", "Dunstead", "Eastlow", "Fernby", "Garrow", "Hexholm", "Inverbeck",
    "Kestrel Bay",
    "Larkhill", "Marrow Point", "Northgate", "Oxmere", "Pellan", "Quarrington", "Redmarsh", "Saltreach",
    "Thornley",
    "Ullerby",
  ]
  private static let firstNames = [
    "Maria", "Jon", "Adaeze", "Piotr", "Lena", "Samuel", "Ingrid", "Farid", "Nora", "Tomas", "Hannah",
    "Declan", "Yuki",
    "Carla", "Viktor", "Amina", "Oscar",
  ]
  private static let lastNames = [
    "Okafor", "Hale", "Lindqvist", "Baptiste", "Moreau", "Tanner", "Kowalski", "Rahimi", "Santos", "Whitlock",
    "Eriksen",
    "Dembele", "Novak", "Castellan", "Fairburn", "Osei", "Petrov", "Marsh", "Adeyemi",
  ]
  private static let roles = [
    "the fire chief", "a harbour pilot", "the mayor", "a union official", "the head of the hospital",
    "a shopkeeper",
    "the council leader", "a spokeswoman for the railway", "a school caretaker",
    "the coastguard’s duty officer",
    "a resident of the street",
  ]
  private static let events = [
    Event(
      slug: "fire", noun: "Warehouse fire",
      lead: "A warehouse near the market in PLACE burned down in the early hours.",
      count: "At least N people were treated for the effects of smoke.",
      plain: [
        "The building had stored paint, timber and old furniture.",
        "Two streets around the market were closed to traffic.",
        "Engines from three stations were sent to the scene.",
        "The roof fell in shortly after the first crew arrived.",
        "The cause of the blaze is not known.",
      ]),
    Event(
      slug: "flood", noun: "Flood", lead: "The river burst its banks above PLACE after two days of rain.",
      count: "Some N homes along the quay were under water by the morning.",
      plain: [
        "Volunteers filled sandbags in the car park of the town hall.",
        "The old bridge was closed as a precaution.",
        "Schools in the valley stayed shut.", "Buses were turned back at the ring road.",
        "Rain is forecast for the coming days.",
      ]),
    Event(
      slug: "strike", noun: "Ferry strike",
      lead: "Crews of the ferries out of PLACE stopped work over their hours.",
      count: "In all N sailings were cancelled in the course of the day.",
      plain: [
        "Passengers waited on the pier with their luggage.", "The company offered refunds or later tickets.",
        "Talks between the two sides broke off in the spring.", "Lorries queued along the coast road.",
        "The harbour office opened a waiting room.",
      ]),
    Event(
      slug: "vote", noun: "Council vote",
      lead: "The council of PLACE voted to close the swimming baths in the old town.",
      count: "A petition against the plan was signed by N shopkeepers.",
      plain: [
        "The baths were built between the wars.", "Repairs to the boiler were put off several times.",
        "The debate went on into the evening.", "Supporters held banners in the public gallery.",
        "The site may be sold to a builder.",
      ]),
    Event(
      slug: "crash", noun: "Train derailment",
      lead: "A goods train left the rails at the junction south of PLACE.",
      count: "Engineers counted N damaged wagons along the embankment.",
      plain: [
        "The train was carrying gravel to the coast.", "The line will stay closed for some days.",
        "Replacement buses run from the station forecourt.", "A crane was brought in from the depot.",
        "The signal box nearby was not hit.",
      ]),
  ]
  private static let sayings = [
    "We have never seen anything spread so quickly along this street",
    "People came out with blankets and hot tea for the crews",
    "There will be a full inquiry and it will be held in public",
    "I cannot tell you tonight when the road will open again",
    "We are doing everything that we can with the crews we have",
    "The first call reached us shortly before the bells rang",
    "Nobody is missing and all the neighbours were accounted for",
    "It is far too early to speak about who should pay for this",
    "Our members have asked for this meeting since last autumn",
    "The water rose faster than the gauges upstream had shown",
    "Every one of the drivers did what the rule book asks of them",
    "The old town is losing the last place where children could swim",
    "We will keep the kitchen open for as long as people need it",
    "The noise woke the whole row of houses and then the lights went out",
  ]
  private static let mistakes = [
    "gave the wrong street for the meeting point", "misspelled the name of the ferry",
    "said that the library would close",
    "gave the wrong year for the opening of the bridge", "misstated the title of the inspector",
    "gave the wrong name for the inn on the corner",
  ]
}
