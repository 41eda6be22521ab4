namespace ClinSeek.Evidence.Tools;

/// <summary>How a tool call ended. Every one of these is an expected result and travels as a value.</summary>
public enum ToolOutcome
{
    /// <summary>The whole answer is in the result.</summary>
    Ok,

    /// <summary>The question was understood and nothing matched. Missing is not negative: this never says «absent».</summary>
    Empty,

    /// <summary>The call asked for something the case may not see: another patient, a later time, a statement that writes.</summary>
    Denied,

    /// <summary>Only a part is in the result; <see cref="ToolResult.Next"/> says how to get the rest.</summary>
    Truncated,

    /// <summary>The tool could not do it; the text names the cause and the remedy.</summary>
    Failed,
}
