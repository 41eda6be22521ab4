namespace ClinSeek.Evidence.Tools;

/// <summary>One call of a tool. May hold PHI in its arguments: stored encrypted, named in the engine by id only.</summary>
/// <param name="Name">The canonical dotted name, such as <c>ehr.get_latest_records</c>.</param>
/// <param name="ArgumentsJson">The arguments, a JSON object.</param>
/// <param name="ProviderCallId">The id a model's provider gave the call, to answer it by; null where a reasoner made it itself.</param>
public sealed record ToolCall(string Name, string ArgumentsJson, string? ProviderCallId = null);
