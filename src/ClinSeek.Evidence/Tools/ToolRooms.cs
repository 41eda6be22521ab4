namespace ClinSeek.Evidence.Tools;

/// <summary>Which source of evidence a tool belongs to: its canonical name begins with it.</summary>
public static class ToolRooms
{
    /// <summary>Whether a tool reads the patient's record.</summary>
    public static bool IsRecord(string tool) => tool.StartsWith("ehr.", StringComparison.Ordinal);

    /// <summary>Whether a tool looks at films.</summary>
    public static bool IsImage(string tool) => tool.StartsWith("image.", StringComparison.Ordinal);

    /// <summary>Whether a tool reads medical knowledge; such calls have a budget of their own.</summary>
    public static bool IsBrowser(string tool) => tool.StartsWith("browser.", StringComparison.Ordinal);

    /// <summary>Whether a tool reads code systems.</summary>
    public static bool IsTerminology(string tool) => tool.StartsWith("terminology.", StringComparison.Ordinal);
}
