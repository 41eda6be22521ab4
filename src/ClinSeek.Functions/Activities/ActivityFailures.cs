namespace ClinSeek.Functions.Activities;

/// <summary>Words of failures that others recognise.</summary>
internal static class ActivityFailures
{
    /// <summary>The end of the message of a failure that nobody foresaw.</summary>
    public const string Bug = "This is a bug; please report it.";
}
