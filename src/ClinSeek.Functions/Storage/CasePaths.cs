using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Storage;

/// <summary>Where the files of a case lie under the data folder; docs/audit-format.md describes them to strangers.</summary>
internal sealed class CasePaths(string dataFolder)
{
    /// <summary>The folder that holds a folder for each case.</summary>
    public string Cases { get; } = Path.Combine(Path.GetFullPath(dataFolder), "cases");

    /// <summary>A case's folder.</summary>
    public string Folder(CaseId id) => Path.Combine(Cases, id.Value);

    /// <summary>The case's wrapped keys.</summary>
    public string Keys(CaseId id) => Path.Combine(Folder(id), "keys.json");

    /// <summary>The ledger, one canonical JSON object a line.</summary>
    public string Ledger(CaseId id) => Path.Combine(Folder(id), "ledger.jsonl");

    /// <summary>The signed heads, one a line.</summary>
    public string Checkpoints(CaseId id) => Path.Combine(Folder(id), "checkpoints.jsonl");

    /// <summary>A ciphertext under its SHA-256.</summary>
    public string Blob(CaseId id, string address) => Path.Combine(Folder(id), "blobs", address);

    /// <summary>What a document's name points at.</summary>
    public string Name(CaseId id, string name) => Path.Combine(Folder(id), "names", name + ".json");
}
