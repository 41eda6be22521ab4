namespace ClinSeek.Functions.Storage;

/// <summary>The names of a case's objects within its folder, the same in files and blobs; docs/audit-format.md describes them to strangers.</summary>
internal static class CaseLayout
{
    /// <summary>The folder that holds a folder for each case.</summary>
    public const string Cases = "cases";

    /// <summary>The case's wrapped keys.</summary>
    public const string Keys = "keys.json";

    /// <summary>The ledger, one canonical JSON object a line.</summary>
    public const string Ledger = "ledger.jsonl";

    /// <summary>The signed heads, one a line.</summary>
    public const string Checkpoints = "checkpoints.jsonl";

    private const string Blobs = "blobs/";

    private const string Names = "names/";

    /// <summary>A ciphertext under its SHA-256.</summary>
    public static string Blob(string address) => Blobs + address;

    /// <summary>What a document's name points at.</summary>
    public static string Name(string name) => $"{Names}{name}.json";

    /// <summary>Whether an object never changes once it is there.</summary>
    public static bool IsPutOnce(string name) =>
        name.StartsWith(Blobs, StringComparison.Ordinal) || name.StartsWith(Names, StringComparison.Ordinal);
}
