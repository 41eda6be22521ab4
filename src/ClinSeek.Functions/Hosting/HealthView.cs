namespace ClinSeek.Functions.Hosting;

/// <summary>What <c>/health</c> answers.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> (films go unread, everything else works) or <c>unhealthy</c>.</param>
/// <param name="Checks">The parts by name.</param>
internal sealed record HealthView(string Status, IReadOnlyDictionary<string, HealthPart> Checks);
