namespace ClinSeek.Functions.Cases;

/// <summary>The facts and actors of this process's ledger entries. They can be read without a key and hold no PHI.</summary>
internal static class LedgerFacts
{
    public const string Orchestrator = "orchestrator";
    public const string Host = "host";
    public const string Sweep = "sweep";

    public const string App = "app";
    public const string Calls = "calls";
    public const string Check = "check";
    public const string Complete = "complete";
    public const string Cost = "cost";
    public const string Digest = "digest";
    public const string Event = "event";
    public const string Failure = "failure";
    public const string Films = "films";
    public const string Instance = "instance";
    public const string JournalDigest = "journalDigest";
    public const string InputTokens = "inputTokens";
    public const string Model = "model";
    public const string Outcome = "outcome";
    public const string OutputTokens = "outputTokens";
    public const string Pages = "pages";
    public const string Parent = "parent";
    public const string Problems = "problems";
    public const string Question = "question";
    public const string Reasoner = "reasoner";
    public const string Request = "request";
    public const string Rows = "rows";
    public const string SnapshotDigest = "snapshotDigest";
    public const string Status = "status";

    /// <summary>A status in the word that the ledger uses.</summary>
    public static string Word(CaseStatus status) => status switch
    {
        CaseStatus.Running => "running",
        CaseStatus.Waiting => "waiting",
        CaseStatus.Decided => "decided",
        CaseStatus.Abstained => "abstained",
        CaseStatus.Failed => "failed",
        _ => "terminated",
    };

    /// <summary>Reads a word of the ledger; anything else is a failure.</summary>
    public static CaseStatus Read(string? word) => word switch
    {
        "decided" => CaseStatus.Decided,
        "abstained" => CaseStatus.Abstained,
        "terminated" => CaseStatus.Terminated,
        "waiting" => CaseStatus.Waiting,
        "running" => CaseStatus.Running,
        _ => CaseStatus.Failed,
    };

    /// <summary>A text in the alphabet of facts: printable ASCII without quote and backslash, 256 characters at most.</summary>
    public static string Text(string text)
    {
        string plain = new([.. text.Take(256).Select(static character => character is >= ' ' and <= '~' and not ('"' or '\\') ? character : '?')]);
        return plain;
    }
}
