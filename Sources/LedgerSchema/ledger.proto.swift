// DO NOT EDIT. Made from ledger.proto by Tools/generate-schema.
// swift-format-ignore-file

/// The schema of entries, as text.
public enum LedgerProto {
    /// What ledger.proto holds, byte for byte.
    public static let text = #"""
// The wire form of the ledger's entries. An entry's bytes are what is hashed and never change, so:
//   - fields are never renumbered and never change their meaning;
//   - enumerations start at 1; 0 means "not stated";
//   - a reader keeps and ignores fields that it does not know.
// Decode an entry without this project's code:
//   protoc --decode=incidentledger.v1.Entry ledger.proto < entry.bin
syntax = "proto3";

package incidentledger.v1;

option swift_prefix = "Wire";

// ---------------------------------------------------------------------------------------------------------------
// The envelope

// One event. The first three fields are written by the ledger, in this order and at fixed width, so that they
// are always the first 23 bytes; what follows them is what the caller sent (the "caller's part").
message Entry {
  // Place in the log: 1, 2, 3 ... without gaps.
  fixed64 position = 1;
  // The ledger's clock when it was appended, in microseconds since 1970-01-01T00:00:00Z; never decreases.
  fixed64 recorded_at = 2;
  // Place in the record's stream: 1, 2, 3 ... without gaps.
  fixed32 version = 3;

  RecordKind kind = 4;
  // Identifies the record among those of its kind; the stream is "kind/id".
  string id = 5;
  EventType type = 6;
  // The day on which the source asserted it, in days since 1970-01-01.
  sint32 known_at = 7;
  // Who asserts it: a person's role or an organisation, never a private person's name.
  string actor = 8;
  // Why: required for corrections, withdrawals and reinstatements.
  string reason = 9;
  // The identifier of the import that appended it; empty for events that a person recorded.
  string import_id = 10;
  // The identifier of the dataset that says it: of the publisher's body of records that the record belongs to. Empty:
  // the desk says it, the people who use this ledger.
  string dataset = 13;
  // Only of an event that is linked, and always of one: what a link makes of the record's part in sums.
  PartInSums part_in_sums = 14;
  // Of a state that is what a row of a file says, and nothing else: a digest of that row, so that a later file with the same
  // row need not be read. FORMAT.md says what is digested.
  bytes row_digest = 15;
  // Only on the first entry of a request: its idempotency key and the number of entries in the request.
  string idempotency_key = 11;
  uint32 request_size = 12;

  // The record's whole state as this speaker says it; absent when it is withdrawn, confirmed or linked. The field number is
  // 20 + kind - 1.
  oneof record {
    Incident incident = 20;
    Deaths deaths = 21;
    Arrests arrests = 22;
    Operation operation = 23;
    PublishedFigure published_figure = 24;
    Import import = 25;
    Dataset dataset_record = 26;
    ImportCells import_cells = 27;
    Link link = 28;
    Settlement settlement = 29;
    CourtCase court_case = 30;
    Proceeding proceeding = 31;
    Law law = 32;
    Provision provision = 33;
    Indicator indicator = 34;
    Activity activity = 35;
  }

  // 50 to 59 are kept for sealed fields: SHA-256(32 random bytes followed by the ciphertext), never the text itself.
  reserved 50 to 59;
}

enum RecordKind {
  RECORD_KIND_UNSPECIFIED = 0;
  RECORD_KIND_INCIDENT = 1;
  RECORD_KIND_DEATHS = 2;
  RECORD_KIND_ARRESTS = 3;
  RECORD_KIND_OPERATION = 4;
  RECORD_KIND_PUBLISHED_FIGURE = 5;
  RECORD_KIND_IMPORT = 6;
  RECORD_KIND_DATASET = 7;
  RECORD_KIND_IMPORT_CELLS = 8;
  RECORD_KIND_LINK = 9;
  RECORD_KIND_SETTLEMENT = 10;
  RECORD_KIND_CASE = 11;
  RECORD_KIND_PROCEEDING = 12;
  RECORD_KIND_LAW = 13;
  RECORD_KIND_PROVISION = 14;
  RECORD_KIND_INDICATOR = 15;
  RECORD_KIND_ACTIVITY = 16;
}

enum EventType {
  EVENT_TYPE_UNSPECIFIED = 0;
  EVENT_TYPE_RECORDED = 1;
  EVENT_TYPE_CORRECTED = 2;
  EVENT_TYPE_WITHDRAWN = 3;
  EVENT_TYPE_REINSTATED = 4;
  // The same speaker says again what it said by the known-at day, as of this event's own position.
  EVENT_TYPE_CONFIRMED = 5;
  // A link says how the record counts from now on; what its speakers say of it stays as it is.
  EVENT_TYPE_LINKED = 6;
}

// ---------------------------------------------------------------------------------------------------------------
// Values

enum Qualifier {
  QUALIFIER_UNSPECIFIED = 0;
  QUALIFIER_EXACT = 1;
  QUALIFIER_AT_LEAST = 2;
  QUALIFIER_MORE_THAN = 3;
  QUALIFIER_NEARLY = 4;
  QUALIFIER_APPROXIMATELY = 5;
  QUALIFIER_BETWEEN = 6;
  QUALIFIER_UP_TO = 7;
  QUALIFIER_NOT_REPORTED = 8;
}

// A number as its source stated it.
//   exact n: low n, high absent          approximately n: low n, high absent
//   at least n, more than n: low n       between a and b: low a, high b
//   nearly n, up to n: high n, low 0     not reported: neither
// Negative values are balances between rows that a publisher split.
message Count {
  sint64 low = 1;
  optional sint64 high = 2;
  Qualifier qualifier = 3;
  // Empty where the field that holds the count fixes it (persons, in a deaths record).
  string unit = 4;
}

enum DatePrecision {
  DATE_PRECISION_UNSPECIFIED = 0;
  DATE_PRECISION_DAY = 1;
  DATE_PRECISION_MONTH = 2;
  DATE_PRECISION_YEAR = 3;
  DATE_PRECISION_RANGE = 4;
}

enum DateBasis {
  DATE_BASIS_UNSPECIFIED = 0;
  // The day on which it happened.
  DATE_BASIS_OCCURRED = 1;
  // The day on which it was reported or the bodies were found.
  DATE_BASIS_REPORTED = 2;
  // The last day of the period that a cumulative row covers.
  DATE_BASIS_LAST_DAY_OF_PERIOD = 3;
}

// When it occurred. first_day and last_day are days since 1970-01-01, both inclusive; last_day is absent for one day.
message Period {
  sint32 first_day = 1;
  optional sint32 last_day = 2;
  DatePrecision precision = 3;
  DateBasis basis = 4;
  // The year and month it counts in (Gregorian). Written always, so that a reader need not compute them; they are
  // the source's own where it states them, and a flag says where they contradict the days.
  int32 year = 5;
  // 1 to 12; 0 where it is not known.
  uint32 month = 6;
}

enum PointPrecision {
  POINT_PRECISION_UNSPECIFIED = 0;
  POINT_PRECISION_EXACT = 1;
  POINT_PRECISION_APPROXIMATE = 2;
  POINT_PRECISION_CENTROID = 3;
  // As published, with more digits than anybody measured.
  POINT_PRECISION_AS_PUBLISHED = 4;
}

// WGS 84, in units of 10^-7 degree; text is the source's own.
message Point {
  sint32 latitude_e7 = 1;
  sint32 longitude_e7 = 2;
  PointPrecision precision = 3;
  string text = 4;
}

// A region under a scheme, for example "mmp-2014" and "Mediterranean".
message Region {
  string scheme = 1;
  string code = 2;
}

message Place {
  string description = 1;
  Point point = 2;
  // ISO 3166-1 alpha-2.
  string country = 3;
  repeated Region regions = 4;
}

// Who said so.
message Source {
  string publisher = 1;
  // An address or a citation; as published.
  string locator = 2;
  // Days since 1970-01-01.
  optional sint32 as_at = 3;
  // 1 (one source) to 5 (official or several official sources), the Missing Migrants Project's scale; 0 not stated.
  uint32 quality = 4;
}

// An identifier under which others know the record.
message ExternalID {
  string scheme = 1;
  string value = 2;
}

// A cell of an imported row that no field holds as it stood: of a column that is not known, or that could not be read.
message RawCell {
  string column = 1;
  string text = 2;
}

// What is implausible and kept. code is a stable word, for example "females-and-males-exceed-toll".
message Flag {
  string code = 1;
  string field = 2;
  string detail = 3;
}

enum Sex {
  SEX_UNSPECIFIED = 0;
  SEX_FEMALE = 1;
  SEX_MALE = 2;
  SEX_OTHER = 3;
  SEX_UNKNOWN = 4;
}

enum AgeGroup {
  AGE_GROUP_UNSPECIFIED = 0;
  AGE_GROUP_ADULT = 1;
  AGE_GROUP_CHILD = 2;
  AGE_GROUP_UNACCOMPANIED_CHILD = 3;
  AGE_GROUP_UNKNOWN = 4;
}

message PeopleGroup {
  Count count = 1;
  Sex sex = 2;
  AgeGroup age_group = 3;
  // ISO 3166-1 alpha-2.
  string nationality = 4;
}

// ---------------------------------------------------------------------------------------------------------------
// Incident

enum IncidentKind {
  INCIDENT_KIND_UNSPECIFIED = 0;
  INCIDENT_KIND_DEATH_IN_TRANSIT = 1;
  INCIDENT_KIND_INTERCEPTION = 2;
  INCIDENT_KIND_SMUGGLING_VENTURE = 3;
  INCIDENT_KIND_CRIME_AGAINST_MIGRANTS = 4;
  INCIDENT_KIND_OTHER = 5;
}

enum TransportMode {
  TRANSPORT_MODE_UNSPECIFIED = 0;
  TRANSPORT_MODE_LAND = 1;
  TRANSPORT_MODE_SEA = 2;
  TRANSPORT_MODE_AIR = 3;
  TRANSPORT_MODE_MIXED = 4;
  TRANSPORT_MODE_UNKNOWN = 5;
}

enum FeeBasis {
  FEE_BASIS_UNSPECIFIED = 0;
  FEE_BASIS_PERSON = 1;
  FEE_BASIS_FAMILY = 2;
  FEE_BASIS_GROUP = 3;
  FEE_BASIS_JOURNEY = 4;
}

// In whole units of the currency (ISO 4217).
message Fee {
  Count amount = 1;
  string currency = 2;
  FeeBasis basis = 3;
}

// Kinds of document fraud (guide, paragraph 11).
enum DocumentFraud {
  DOCUMENT_FRAUD_UNSPECIFIED = 0;
  DOCUMENT_FRAUD_IMPOSTOR_USE = 1;
  DOCUMENT_FRAUD_ALTERED = 2;
  DOCUMENT_FRAUD_FORGED = 3;
  DOCUMENT_FRAUD_FRAUDULENTLY_OBTAINED = 4;
}

// Conduct under the Smuggling of Migrants Protocol, articles 6(1) and 6(2), and aggravating circumstances, 6(3).
enum Conduct {
  CONDUCT_UNSPECIFIED = 0;
  CONDUCT_ART_6_1_A_SMUGGLING = 1;
  CONDUCT_ART_6_1_B_PRODUCING_DOCUMENT = 2;
  CONDUCT_ART_6_1_B_PROCURING_PROVIDING_POSSESSING_DOCUMENT = 3;
  CONDUCT_ART_6_1_C_ENABLING_STAY = 4;
  CONDUCT_ART_6_2_A_ATTEMPT = 5;
  CONDUCT_ART_6_2_B_ACCOMPLICE = 6;
  CONDUCT_ART_6_2_C_ORGANIZING_OR_DIRECTING = 7;
}

enum Aggravation {
  AGGRAVATION_UNSPECIFIED = 0;
  AGGRAVATION_ART_6_3_A_ENDANGERING_LIFE_OR_SAFETY = 1;
  AGGRAVATION_ART_6_3_B_INHUMAN_OR_DEGRADING_TREATMENT = 2;
}

// Financial or other material benefit.
enum Benefit {
  BENEFIT_UNSPECIFIED = 0;
  BENEFIT_ALLEGED = 1;
  BENEFIT_PROVEN = 2;
  BENEFIT_NOT_PROVEN = 3;
  BENEFIT_ABSENT = 4;
  BENEFIT_UNKNOWN = 5;
}

// Grounds on which help is excluded from prosecution (guide, paragraphs 51 to 54).
enum ExemptionGround {
  EXEMPTION_GROUND_UNSPECIFIED = 0;
  EXEMPTION_GROUND_HUMANITARIAN = 1;
  EXEMPTION_GROUND_FAMILY = 2;
  EXEMPTION_GROUND_MUTUAL_AID = 3;
  EXEMPTION_GROUND_NGO = 4;
}

enum ExemptionOutcome {
  EXEMPTION_OUTCOME_UNSPECIFIED = 0;
  EXEMPTION_OUTCOME_PENDING = 1;
  EXEMPTION_OUTCOME_ACCEPTED = 2;
  EXEMPTION_OUTCOME_REJECTED = 3;
  EXEMPTION_OUTCOME_UNKNOWN = 4;
}

// By which means help is excluded from prosecution (guide, paragraph 54, a to c).
enum ExemptionMechanism {
  EXEMPTION_MECHANISM_UNSPECIFIED = 0;
  EXEMPTION_MECHANISM_STATUTORY_DEFENCE = 1;
  EXEMPTION_MECHANISM_EXEMPTION_CLAUSE = 2;
  // Of prosecutors or of the police.
  EXEMPTION_MECHANISM_DISCRETION = 3;
}

message Exemption {
  ExemptionGround ground = 1;
  ExemptionOutcome outcome = 2;
  // Who invoked it and how, as stated; never the name of a living person.
  string note = 3;
  ExemptionMechanism mechanism = 4;
}

// Crimes against migrants (guide, paragraph 20), and trafficking.
enum CrimeAgainstMigrants {
  CRIME_AGAINST_MIGRANTS_UNSPECIFIED = 0;
  CRIME_AGAINST_MIGRANTS_HOMICIDE = 1;
  CRIME_AGAINST_MIGRANTS_ASSAULT = 2;
  CRIME_AGAINST_MIGRANTS_SEXUAL_VIOLENCE = 3;
  CRIME_AGAINST_MIGRANTS_ROBBERY = 4;
  CRIME_AGAINST_MIGRANTS_FRAUD = 5;
  CRIME_AGAINST_MIGRANTS_INHUMAN_OR_DEGRADING_TREATMENT = 6;
  CRIME_AGAINST_MIGRANTS_DEPRIVATION_OF_LIBERTY = 7;
  CRIME_AGAINST_MIGRANTS_ENFORCED_DISAPPEARANCE = 8;
  CRIME_AGAINST_MIGRANTS_EXTORTION = 9;
  CRIME_AGAINST_MIGRANTS_TRAFFICKING_IN_PERSONS = 10;
}

// Who harmed or exploited the migrants (guide, paragraph 21).
enum Perpetrator {
  PERPETRATOR_UNSPECIFIED = 0;
  PERPETRATOR_SMUGGLERS = 1;
  PERPETRATOR_GANGS = 2;
  PERPETRATOR_TRAFFICKERS = 3;
  PERPETRATOR_OTHER_MIGRANTS = 4;
  PERPETRATOR_CORRUPT_OFFICIALS = 5;
  PERPETRATOR_OTHER = 6;
  PERPETRATOR_UNKNOWN = 7;
}

// Where corruption made it possible (guide, paragraphs 57 and 82).
enum EnablingCorruption {
  ENABLING_CORRUPTION_UNSPECIFIED = 0;
  ENABLING_CORRUPTION_BORDER = 1;
  ENABLING_CORRUPTION_CONSULAR = 2;
  ENABLING_CORRUPTION_MIGRATION_AUTHORITY = 3;
  ENABLING_CORRUPTION_POLICE = 4;
  ENABLING_CORRUPTION_CARRIER = 5;
  ENABLING_CORRUPTION_OTHER = 6;
}

message Incident {
  Period occurred = 1;
  Place place = 2;
  IncidentKind kind = 3;
  repeated ExternalID external_ids = 4;
  string route = 5;
  TransportMode mode = 6;
  // ISO 3166-1 alpha-2.
  repeated string countries_of_origin = 7;
  repeated string countries_of_transit = 8;
  repeated string countries_of_destination = 9;
  // A group without sex, age group and nationality is the total of all people involved, of whom the others are parts. Nobody
  // is in two of those others.
  repeated PeopleGroup people = 10;
  Fee fee = 11;
  repeated DocumentFraud document_fraud = 12;
  repeated Conduct conduct = 13;
  repeated Aggravation aggravations = 14;
  Benefit benefit = 15;
  repeated Exemption exemptions = 16;
  repeated CrimeAgainstMigrants crimes = 17;
  // The identifier of the operation that found it.
  string operation = 18;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  repeated Perpetrator perpetrators = 23;
  repeated EnablingCorruption corruption = 24;
  reserved 50 to 59;
}

// ---------------------------------------------------------------------------------------------------------------
// Deaths

enum CauseClass {
  CAUSE_CLASS_UNSPECIFIED = 0;
  CAUSE_CLASS_DROWNING = 1;
  CAUSE_CLASS_VEHICLE_OR_HAZARDOUS_TRANSPORT = 2;
  CAUSE_CLASS_HARSH_CONDITIONS = 3;
  CAUSE_CLASS_SICKNESS_OR_LACK_OF_CARE = 4;
  CAUSE_CLASS_VIOLENCE = 5;
  CAUSE_CLASS_ACCIDENT = 6;
  CAUSE_CLASS_MIXED_OR_UNKNOWN = 7;
  CAUSE_CLASS_OTHER = 8;
}

// The toll of one incident, or of one part of it. Its counts are of persons.
message Deaths {
  Period occurred = 1;
  Place place = 2;
  // The identifier of its incident.
  string incident = 3;
  Count dead = 4;
  Count missing = 5;
  Count survivors = 6;
  Count females = 7;
  Count males = 8;
  Count children = 9;
  // Only where the source states a total that is not dead plus missing.
  Count stated_total = 10;
  CauseClass cause_class = 11;
  string cause = 12;
  string route = 13;
  // Region of origin, as published.
  string region_of_origin = 14;
  // As published; and ISO 3166-1 alpha-2 where it is one or more countries.
  string country_of_origin = 15;
  repeated string countries_of_origin = 16;
  repeated ExternalID external_ids = 17;
  // The best of the sources' qualities, 1 to 5; 0 not stated.
  uint32 source_quality = 18;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// ---------------------------------------------------------------------------------------------------------------
// Arrests and operations

// There is no role for the person who was smuggled: Protocol, article 5.
enum OffenderRole {
  OFFENDER_ROLE_UNSPECIFIED = 0;
  OFFENDER_ROLE_ORGANIZER = 1;
  OFFENDER_ROLE_FINANCIER = 2;
  OFFENDER_ROLE_RECRUITER = 3;
  OFFENDER_ROLE_TRANSPORTER = 4;
  OFFENDER_ROLE_GUIDE = 5;
  OFFENDER_ROLE_DOCUMENT_FORGER = 6;
  OFFENDER_ROLE_CORRUPT_OFFICIAL = 7;
  OFFENDER_ROLE_OTHER = 8;
  OFFENDER_ROLE_UNKNOWN = 9;
}

enum OperationPhase {
  OPERATION_PHASE_UNSPECIFIED = 0;
  OPERATION_PHASE_PRE_OPERATIONAL = 1;
  OPERATION_PHASE_ACTION = 2;
  OPERATION_PHASE_FOLLOW_UP = 3;
}

enum ArrestStage {
  ARREST_STAGE_UNSPECIFIED = 0;
  ARREST_STAGE_ARRESTED = 1;
  ARREST_STAGE_CHARGED = 2;
  ARREST_STAGE_CONVICTED = 3;
  ARREST_STAGE_ACQUITTED = 4;
  ARREST_STAGE_RELEASED = 5;
}

// What is known of those who smuggle (guide, paragraph 18).
enum SmugglerProfile {
  SMUGGLER_PROFILE_UNSPECIFIED = 0;
  // With the people whom they smuggle.
  SMUGGLER_PROFILE_SHARED_NATIONALITY = 1;
  SMUGGLER_PROFILE_SHARED_ETHNICITY = 2;
  SMUGGLER_PROFILE_FORMERLY_SMUGGLED = 3;
  SMUGGLER_PROFILE_SOPHISTICATED_NETWORK = 4;
  SMUGGLER_PROFILE_LOOSE_GROUP = 5;
}

message Arrests {
  Period occurred = 1;
  Place place = 2;
  string incident = 3;
  string operation = 4;
  // Persons.
  Count count = 5;
  OffenderRole role = 6;
  // Those of the persons arrested of whom more is known: by nationality, sex and age group. Nobody is in two of the groups; a
  // group whose count is not reported says that there was somebody of it.
  repeated PeopleGroup people = 7;
  OperationPhase phase = 8;
  repeated Conduct offences = 9;
  // ISO 3166-1 alpha-2.
  string jurisdiction = 10;
  ArrestStage stage = 11;
  repeated ExternalID external_ids = 12;
  repeated Aggravation aggravations = 13;
  repeated SmugglerProfile profiles = 14;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// What one publisher states as a result of an operation.
message OperationResult {
  string publisher = 1;
  // For example "checks", "arrests", "migrants-identified", "nationalities", "assets".
  string measure = 2;
  Count count = 3;
  OperationPhase phase = 4;
  string locator = 5;
  optional sint32 as_at = 6;
  string note = 7;
}

message OperationPhasePeriod {
  OperationPhase phase = 1;
  Period period = 2;
  string description = 3;
}

message Operation {
  Period occurred = 1;
  Place place = 2;
  string name = 3;
  repeated string lead_bodies = 4;
  repeated OperationPhasePeriod phases = 5;
  // ISO 3166-1 alpha-2.
  repeated string countries = 6;
  string purpose = 7;
  repeated OperationResult results = 8;
  // As stated where the countries are not all named.
  Count countries_stated = 9;
  repeated ExternalID external_ids = 12;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// ---------------------------------------------------------------------------------------------------------------
// Published figures and imports

message PublishedFigure {
  // The period that the figure covers; absent where none is stated.
  Period period = 1;
  // Geography as published, and as a region or a named group of regions where it is one.
  string geography = 2;
  Region region = 3;
  string publisher = 4;
  string subject = 5;
  // As published.
  string measure = 6;
  // What of the ledger answers it: "dead", "missing", "dead-and-missing", "arrests", "checks" ...; empty: nothing does.
  string measure_code = 7;
  Count count = 8;
  // When it was published, in days since 1970-01-01; and the day to which it refers.
  optional sint32 published_on = 9;
  optional sint32 as_at = 10;
  string citation = 11;
  string paragraph = 12;
  // The identifier of the operation it is about.
  string operation = 13;
  // As published, where it cannot be read as a period or a day.
  string period_text = 14;
  string as_at_text = 15;
  repeated ExternalID external_ids = 16;
  // The identifier of the dataset that the figure is a sum of; empty: those of the figure's own publisher.
  string dataset = 17;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

message FlagTally {
  string code = 1;
  uint32 count = 2;
}

// A cell that the importer could not read. row counts from 1 for the first row after the header.
message RefusedCell {
  uint32 row = 1;
  string column = 2;
  string text = 3;
  string reason = 4;
}

// By which mapping a table was read, and what was found out of its form.
message TableReading {
  string mapping = 1;
  uint32 mapping_version = 2;
  // SHA-256 of the mapping.
  bytes mapping_digest = 3;
  // "CSV", "XLSX" or "JSON".
  string container = 4;
  // Of CSV.
  string delimiter = 5;
  string encoding = 6;
  // Of a workbook.
  string sheet = 7;
  // The line of a text file, or the row of a sheet, on which the header begins.
  uint32 header_row = 8;
  // Of dates of numbers, where the file decided it: "dmy", "mdy" or "undecided".
  string date_order = 9;
  // Of a workbook: "1900" or "1904".
  string date_system = 10;
  // What the file's columns state, by kind of record: a field that is not among them stays as the dataset had it.
  repeated StatedFields stated = 11;
}

message StatedFields {
  RecordKind kind = 1;
  // Where a row makes several records of the kind: what follows the row's identifier in their names.
  string part = 2;
  // Paths of fields, in their order. "place.regions:m49": only the region of that scheme.
  repeated string fields = 3;
}

message ImportSummary {
  uint32 rows = 1;
  uint32 recorded = 2;
  uint32 corrected = 3;
  uint32 withdrawn = 4;
  uint32 reinstated = 5;
  uint32 unchanged = 6;
  // Assertions as of a later export that was silent: what kept this file from leaking past it.
  uint32 restated = 7;
  repeated FlagTally flags = 8;
  repeated RefusedCell refused_cells = 9;
  repeated string unknown_columns = 10;
  // Records that a partial file repeats as they were.
  uint32 confirmed = 11;
  // Incidents whose rows were arranged anew while their toll stayed.
  uint32 rearranged = 12;
  // Records in which the file and the desk now state different values for a field that both changed.
  uint32 disputed = 13;
}

enum ImportScope {
  IMPORT_SCOPE_UNSPECIFIED = 0;
  // The file holds every record of the dataset: what it does not have is withdrawn.
  IMPORT_SCOPE_COMPLETE = 1;
  // The file holds every record of the dataset that counts in one of the years, and says nothing about others.
  IMPORT_SCOPE_YEARS = 2;
  // A selection: what the file does not have, it says nothing about.
  IMPORT_SCOPE_PARTIAL = 3;
}

// Years, first and last inclusive.
message YearRange {
  int32 first = 1;
  int32 last = 2;
}

message Import {
  // SHA-256 of the file's bytes.
  bytes file_digest = 1;
  string file_name = 2;
  string publisher = 3;
  sint32 as_at = 4;
  // The column scheme, for example "mmp-2014".
  string scheme = 5;
  // The body of records that the file is an export of: imports of one dataset follow each other.
  string dataset = 6;
  ImportScope scope_of_file = 7;
  ImportSummary summary = 8;
  // The years that the file is a complete statement of: as given, or from the first to the last year of a complete
  // file's records; none of a selection.
  repeated YearRange years = 9;
  // How the file was read; absent where no mapping read it.
  TableReading reading = 10;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// The cells of a file's columns that no field of a record takes, kept as they stood: part of an import, and of no record.
message ImportCells {
  // The identifier of the import.
  string import = 1;
  // The headings of the columns.
  repeated string columns = 2;
  repeated ImportCellRow rows = 3;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// row counts from 1 for the first row after the header; one text for each of the columns, in their order.
message ImportCellRow {
  uint32 row = 1;
  repeated string texts = 2;
}

// ---------------------------------------------------------------------------------------------------------------
// Datasets

// A body of records that one publisher states as a whole, and whose exports follow each other.
message Dataset {
  string publisher = 1;
  string title = 2;
  // What the identifiers of its records begin with.
  string prefix = 3;
  // The scheme of its identifiers, for example "mmp-web-id"; and of its regions.
  string identifier_scheme = 4;
  string region_scheme = 5;
  // Identifiers of datasets that it takes the place of, for the years that it covers, from its first as-at day on.
  repeated string succeeds = 6;
  // Identifiers of datasets that somebody has declared to hold other records than it, although they cover the same years.
  repeated string disjoint_from = 7;
  repeated ExternalID external_ids = 16;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// ---------------------------------------------------------------------------------------------------------------
// Links

enum LinkRelation {
  LINK_RELATION_UNSPECIFIED = 0;
  // Rules take the two for one, and nobody has decided.
  LINK_RELATION_SUSPECTED = 1;
  LINK_RELATION_SAME = 2;
  LINK_RELATION_DIFFERENT = 3;
  // The record is a part of the other.
  LINK_RELATION_PART_OF = 4;
  // Of two datasets: the pairs of their records were looked for.
  LINK_RELATION_SEARCHED = 5;
}

// Two records of one kind that may be about the same people. Its identifier is the first 16 bytes, in lower-case
// hexadecimal, of SHA-256(kind 00 one 00 two) with the kind's word and the two identifiers in the order of their bytes.
message Link {
  RecordKind of_kind = 1;
  // The identifier of the record whose part in sums it changes: the smaller one of a suspicion, the one that is not
  // counted of two that are the same, the part.
  string record = 2;
  // The identifier of the record that counts beside it.
  string other = 3;
  LinkRelation relation = 4;
  // The names of the rules that took the two for one; none where somebody linked them by hand.
  repeated string rules = 5;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

enum SumPart {
  SUM_PART_UNSPECIFIED = 0;
  // As though there were no link.
  SUM_PART_WHOLE = 1;
  // Perhaps: its counts from 0 on.
  SUM_PART_POSSIBLE = 2;
  // It is left out.
  SUM_PART_NONE = 3;
}

// What a link makes of the part of the event's record in sums, where they also count the other record's dataset.
message PartInSums {
  // The identifier of the link.
  string link = 1;
  SumPart part = 2;
  // The identifier of the dataset of the other record; empty: the desk's.
  string beside = 3;
}

// ---------------------------------------------------------------------------------------------------------------
// Settlements

// A flag of a record that somebody has looked at: it stays with the record, and asks for no more work. Its identifier is the
// first 16 bytes, in lower-case hexadecimal, of SHA-256(kind 00 record 00 code 00 field 00 detail), with the kind's word.
message Settlement {
  RecordKind of_kind = 1;
  // The identifier of the record that has the flag.
  string record = 2;
  // The flag, as the record has it.
  string code = 3;
  string field = 4;
  string detail = 5;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// ---------------------------------------------------------------------------------------------------------------
// Cases and proceedings

// Of an element of the offence, beside the benefit.
enum CaseElement {
  CASE_ELEMENT_UNSPECIFIED = 0;
  CASE_ELEMENT_ALLEGED = 1;
  CASE_ELEMENT_PROVEN = 2;
  CASE_ELEMENT_NOT_PROVEN = 3;
  CASE_ELEMENT_UNKNOWN = 4;
}

enum CaseOutcome {
  CASE_OUTCOME_UNSPECIFIED = 0;
  CASE_OUTCOME_PENDING = 1;
  CASE_OUTCOME_CONVICTED = 2;
  CASE_OUTCOME_ACQUITTED = 3;
  // Some of the defendants were convicted, and some were not.
  CASE_OUTCOME_PARTLY_CONVICTED = 4;
  CASE_OUTCOME_DISCONTINUED = 5;
  CASE_OUTCOME_UNKNOWN = 6;
}

// Defendants are never named, and nobody is one for having been smuggled: Protocol, article 5.
message DefendantGroup {
  PeopleGroup people = 1;
  OffenderRole role = 2;
}

// A case before courts (guide, paragraph 35), with identifiers "docket", "ecli" and others among external_ids.
message CourtCase {
  // When it was opened.
  Period opened = 1;
  // As published.
  string title = 2;
  // ISO 3166-1 alpha-2, as all countries here.
  string jurisdiction = 3;
  repeated string countries_of_origin = 4;
  repeated string countries_of_transit = 5;
  repeated string countries_of_destination = 6;
  // Those that took another part, for example in the investigation.
  repeated string countries_involved = 7;
  repeated Conduct conduct = 8;
  repeated Aggravation aggravations = 9;
  TransportMode mode = 10;
  CaseElement organized_group = 11;
  CaseElement transnational = 12;
  Benefit benefit = 13;
  CaseOutcome outcome = 14;
  // Persons: all of them, and those of whom more is known. Nobody is in two groups.
  Count migrant_count = 15;
  repeated PeopleGroup migrants = 16;
  Count defendant_count = 17;
  repeated DefendantGroup defendants = 18;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  // Identifiers of records.
  repeated string incidents = 23;
  repeated string operations = 24;
  repeated string arrests = 25;
  repeated ExternalID external_ids = 26;
  reserved 50 to 59;
}

enum ProceedingStage {
  PROCEEDING_STAGE_UNSPECIFIED = 0;
  PROCEEDING_STAGE_PRE_TRIAL = 1;
  PROCEEDING_STAGE_FIRST_INSTANCE = 2;
  PROCEEDING_STAGE_APPEAL = 3;
  // Cassation, or the appeal to a supreme court.
  PROCEEDING_STAGE_FINAL_APPEAL = 4;
  // Before a court to which a higher one has sent it back.
  PROCEEDING_STAGE_RETRIAL = 5;
  PROCEEDING_STAGE_OTHER = 6;
}

enum DecisionStatus {
  DECISION_STATUS_UNSPECIFIED = 0;
  DECISION_STATUS_PENDING = 1;
  DECISION_STATUS_OPEN_TO_APPEAL = 2;
  DECISION_STATUS_APPEALED = 3;
  DECISION_STATUS_FINAL = 4;
}

enum Verdict {
  VERDICT_UNSPECIFIED = 0;
  VERDICT_CONVICTED = 1;
  VERDICT_ACQUITTED = 2;
  VERDICT_DISCONTINUED = 3;
  // Convicted of another offence than the one charged.
  VERDICT_RECLASSIFIED = 4;
  VERDICT_PENDING = 5;
}

// In whole units of the currency (ISO 4217).
message Money {
  Count amount = 1;
  string currency = 2;
}

// What was charged and what came of it. Who is convicted of two charges is one person: charges are never added up.
message Charge {
  // The identifier of a provision, or the provision as published.
  string provision = 1;
  string provision_text = 2;
  Conduct conduct = 3;
  Verdict verdict = 4;
  // Months.
  Count imprisonment = 5;
  Money fine = 6;
  Money confiscation = 7;
  // What was confiscated beside money, as published.
  string confiscated = 8;
}

// What one court decided in a case. An appeal is a record of its own: the first verdict was true then.
message Proceeding {
  // When it was decided.
  Period decided = 1;
  // The identifier of the case.
  string case_id = 2;
  // ISO 3166-1 alpha-2.
  string jurisdiction = 3;
  ProceedingStage stage = 4;
  // As published.
  string court = 5;
  // The identifier of the proceeding whose decision was appealed.
  string appeal_from = 6;
  DecisionStatus status = 7;
  // Persons: who stood before the court, and those of them convicted of a charge at least, and of none.
  Count defendants = 8;
  Count convicted = 9;
  Count acquitted = 10;
  repeated Charge charges = 11;
  repeated ExternalID external_ids = 12;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// ---------------------------------------------------------------------------------------------------------------
// Laws

// A law, as it is in force: that is a part of its state, and another thing than when it was known.
message Law {
  Period adopted = 1;
  // ISO 3166-1 alpha-2.
  string jurisdiction = 2;
  // As published, in the law's own language; and in others.
  string title = 3;
  repeated string other_titles = 4;
  string number = 5;
  // In days since 1970-01-01, the last one inclusive.
  optional sint32 in_force_from = 6;
  optional sint32 in_force_to = 7;
  // Identifiers of laws.
  repeated string amends = 8;
  repeated string repeals = 9;
  // SHA-256 of the text, which is not kept.
  bytes text_digest = 10;
  repeated ExternalID external_ids = 12;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// Articles of the Smuggling of Migrants Protocol that national law implements.
enum ProtocolArticle {
  PROTOCOL_ARTICLE_UNSPECIFIED = 0;
  PROTOCOL_ARTICLE_3_A_SMUGGLING_DEFINED = 1;
  PROTOCOL_ARTICLE_3_B_ILLEGAL_ENTRY_DEFINED = 2;
  PROTOCOL_ARTICLE_3_C_FRAUDULENT_DOCUMENT_DEFINED = 3;
  PROTOCOL_ARTICLE_5_LIABILITY_OF_MIGRANTS = 4;
  PROTOCOL_ARTICLE_6_1_A_SMUGGLING = 5;
  PROTOCOL_ARTICLE_6_1_B_PRODUCING_DOCUMENT = 6;
  PROTOCOL_ARTICLE_6_1_B_PROCURING_PROVIDING_POSSESSING_DOCUMENT = 7;
  PROTOCOL_ARTICLE_6_1_C_ENABLING_STAY = 8;
  PROTOCOL_ARTICLE_6_2_A_ATTEMPT = 9;
  PROTOCOL_ARTICLE_6_2_B_ACCOMPLICE = 10;
  PROTOCOL_ARTICLE_6_2_C_ORGANIZING_OR_DIRECTING = 11;
  PROTOCOL_ARTICLE_6_3_A_ENDANGERING_LIFE_OR_SAFETY = 12;
  PROTOCOL_ARTICLE_6_3_B_INHUMAN_OR_DEGRADING_TREATMENT = 13;
  PROTOCOL_ARTICLE_6_4_DOMESTIC_OFFENCES = 14;
  PROTOCOL_ARTICLE_8_MEASURES_AT_SEA = 15;
  PROTOCOL_ARTICLE_9_SAFEGUARDS_AT_SEA = 16;
  PROTOCOL_ARTICLE_10_INFORMATION = 17;
  PROTOCOL_ARTICLE_11_BORDER_MEASURES = 18;
  PROTOCOL_ARTICLE_12_SECURITY_OF_DOCUMENTS = 19;
  PROTOCOL_ARTICLE_13_VALIDITY_OF_DOCUMENTS = 20;
  PROTOCOL_ARTICLE_14_TRAINING = 21;
  PROTOCOL_ARTICLE_15_PREVENTION = 22;
  PROTOCOL_ARTICLE_16_PROTECTION = 23;
  PROTOCOL_ARTICLE_18_RETURN = 24;
}

// That a provision implements an article is what somebody says.
message Implementation {
  ProtocolArticle article = 1;
  string said_by = 2;
}

// What a national offence makes of the financial or other material benefit (guide, paragraphs 49 to 51).
enum BenefitElement {
  BENEFIT_ELEMENT_UNSPECIFIED = 0;
  BENEFIT_ELEMENT_REQUIRED = 1;
  BENEFIT_ELEMENT_ABSENT = 2;
  BENEFIT_ELEMENT_AGGRAVATING = 3;
  BENEFIT_ELEMENT_UNCLEAR = 4;
}

// Why it is omitted, by the letter of the guide's paragraph 49.
enum BenefitOmission {
  BENEFIT_OMISSION_UNSPECIFIED = 0;
  BENEFIT_OMISSION_PARAGRAPH_49_A = 1;
  BENEFIT_OMISSION_PARAGRAPH_49_B = 2;
  BENEFIT_OMISSION_PARAGRAPH_49_C = 3;
  BENEFIT_OMISSION_OTHER = 4;
}

message LegalExemption {
  ExemptionGround ground = 1;
  ExemptionMechanism mechanism = 2;
}

// A provision of a law.
message Provision {
  // The identifier of the law.
  string law = 1;
  // ISO 3166-1 alpha-2.
  string jurisdiction = 2;
  // Its number in the law, for example "art. 12(1)".
  string number = 3;
  string title = 4;
  // In days since 1970-01-01, the last one inclusive.
  optional sint32 in_force_from = 5;
  optional sint32 in_force_to = 6;
  repeated Implementation implements = 7;
  // Months.
  Count imprisonment = 8;
  Money fine = 9;
  BenefitElement benefit = 10;
  BenefitOmission benefit_omitted = 11;
  repeated ExternalID external_ids = 12;
  repeated LegalExemption exemptions = 13;
  // SHA-256 of the text, which is not kept.
  bytes text_digest = 14;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

// ---------------------------------------------------------------------------------------------------------------
// Indicators and activities

// What a study or an observatory states of a population: never part of a sum of records.
message Indicator {
  Period period = 1;
  string publisher = 2;
  // As published.
  string measure = 3;
  // Of whom: for example "victims assisted", "respondents of a survey".
  string population = 4;
  string geography = 5;
  Region region = 6;
  Count value = 7;
  // How it was found: a survey, a model, administrative data.
  string method = 8;
  optional sint32 as_at = 9;
  string citation = 10;
  repeated ExternalID external_ids = 12;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

enum ActivityType {
  ACTIVITY_TYPE_UNSPECIFIED = 0;
  // Guide, paragraphs 31 to 34.
  ACTIVITY_TYPE_TRAINING = 1;
  ACTIVITY_TYPE_ASSISTANCE = 2;
  ACTIVITY_TYPE_CAMPAIGN = 3;
  ACTIVITY_TYPE_RECOMMENDATION = 4;
  // Paragraphs 60 to 69.
  ACTIVITY_TYPE_PROTECTION = 5;
  ACTIVITY_TYPE_IDENTIFICATION = 6;
  // Paragraphs 72 and 73.
  ACTIVITY_TYPE_COOPERATION_REQUEST = 7;
}

enum ActivityStatus {
  ACTIVITY_STATUS_UNSPECIFIED = 0;
  ACTIVITY_STATUS_PLANNED = 1;
  ACTIVITY_STATUS_UNDER_WAY = 2;
  ACTIVITY_STATUS_COMPLETED = 3;
  ACTIVITY_STATUS_REFUSED = 4;
  ACTIVITY_STATUS_ABANDONED = 5;
  ACTIVITY_STATUS_UNKNOWN = 6;
}

message Activity {
  Period occurred = 1;
  Place place = 2;
  ActivityType type = 3;
  string title = 4;
  // Bodies, never persons: who did it or asked for it, and for or to whom.
  repeated string bodies = 5;
  repeated string addressees = 6;
  // ISO 3166-1 alpha-2.
  repeated string countries = 7;
  // Persons whom it reached.
  Count persons = 8;
  // What else was counted, with its unit.
  Count quantity = 9;
  ActivityStatus status = 10;
  // As published.
  string outcome = 11;
  repeated ExternalID external_ids = 12;
  // Identifiers of records.
  string incident = 13;
  string operation = 14;
  string case_id = 15;
  repeated Source sources = 19;
  repeated Flag flags = 20;
  repeated RawCell raw_cells = 21;
  string note = 22;
  reserved 50 to 59;
}

"""#
}
