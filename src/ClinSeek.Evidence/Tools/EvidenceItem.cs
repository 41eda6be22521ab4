using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Tools;

/// <summary>A tool call and what it gave, under the id by which claims cite it.</summary>
public sealed record EvidenceItem(EvidenceId Id, ToolCall Call, ToolResult Result);
