namespace ClinSeek.Evidence.Tools;

/// <summary>Where in the world a row of a result comes from, precise enough to look it up again.</summary>
/// <param name="Source">The thing itself: <c>Observation/o1/_history/2</c>, a passage's document id, or an imaging study's id.</param>
/// <param name="Position">The place inside it: <c>observation#17</c>, <c>L3-L5</c>, or a finding's name.</param>
/// <param name="Quote">Text that stands there literally, or null where the row has none worth quoting.</param>
public sealed record Locator(string Source, string Position, string? Quote = null);
