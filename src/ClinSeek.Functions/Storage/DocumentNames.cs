using System.Globalization;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Storage;

/// <summary>The names of a case's documents. They hold no PHI.</summary>
internal static class DocumentNames
{
    /// <summary>What was asked, with the time of acceptance.</summary>
    public const string Accepted = "accepted";

    /// <summary>The pages of the pull that counts, with completeness and issues.</summary>
    public const string Pull = "pull";

    /// <summary>The patient database.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>What is in the patient database.</summary>
    public const string SnapshotInfo = "snapshot-info";

    /// <summary>The film of each study that has one.</summary>
    public const string Films = "films";

    /// <summary>Why a case failed.</summary>
    public const string Cause = "cause";

    /// <summary>That the decision is to be approved.</summary>
    public const string Approval = "approval";

    private const string ArtifactPrefix = "pict-";

    /// <summary>The questions of a step to the clinician.</summary>
    public static string Questions(int step) => string.Create(CultureInfo.InvariantCulture, $"s{step}-questions");

    /// <summary>A received page, unchanged. Named by its digest: a second pull never replaces a page of the first.</summary>
    public static string Page(string digest) => "page-" + digest[..32];

    /// <summary>A film's bytes, named likewise.</summary>
    public static string Film(string digest) => "film-" + digest[..32];

    /// <summary>A picture that a tool drew, named likewise.</summary>
    public static string Artifact(string digest) => ArtifactPrefix + digest[..32];

    /// <summary>Whether a name is that of a picture, and nothing else of the case.</summary>
    public static bool IsArtifact(string name) =>
        name.Length == ArtifactPrefix.Length + 32 && name.StartsWith(ArtifactPrefix, StringComparison.Ordinal) && name[ArtifactPrefix.Length..].All(char.IsAsciiHexDigitLower);

    /// <summary>A page of medical knowledge that the case was shown, named likewise.</summary>
    public static string KnowledgePage(string digest) => "know-" + digest[..32];

    /// <summary>A reasoner's turn.</summary>
    public static string Turn(int step) => string.Create(CultureInfo.InvariantCulture, $"s{step}-turn");

    /// <summary>A call of a language model within a step: what it was asked and what it answered.</summary>
    public static string Exchange(int step, int round) => string.Create(CultureInfo.InvariantCulture, $"s{step}-model-{round}");

    /// <summary>A tool's result.</summary>
    public static string Evidence(EvidenceId id) => id.ToString();

    /// <summary>How a second reasoner read the case.</summary>
    public static string SecondReading(int reader) => string.Create(CultureInfo.InvariantCulture, $"reading-{reader}");

    /// <summary>A call of a second reader's language model: what it was asked of the case as a step left it, and what it answered.</summary>
    public static string ReadingExchange(int reader, int step, int round) => string.Create(CultureInfo.InvariantCulture, $"s{step}-reading-{reader}-model-{round}");

    /// <summary>What checking a step's decision gave.</summary>
    public static string Conclusion(int step) => string.Create(CultureInfo.InvariantCulture, $"s{step}-conclusion");
}
