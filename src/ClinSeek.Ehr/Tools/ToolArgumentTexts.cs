namespace ClinSeek.Ehr.Tools;

/// <summary>What the tools say of the arguments that many of them share.</summary>
internal static class ToolArgumentTexts
{
    public const string Subject = "Compared with the case's patient.";

    public const string At = "Compared with the case's cut-off; an earlier one narrows this call.";

    public const string Table = "A table's name.";

    public const string Page = "Page of 50, from 1.";

    public const string Start = "First time, as 2026-01-31 or 2026-01-31 08:00:00, UTC.";

    public const string End = "Last time, included; a bare date covers its day.";
}
