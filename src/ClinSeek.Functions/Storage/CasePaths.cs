using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.Storage;

/// <summary>Where the files of a case lie under the data folder.</summary>
internal sealed class CasePaths(string dataFolder)
{
    /// <summary>The data folder.</summary>
    public string DataFolder { get; } = Path.GetFullPath(dataFolder);

    /// <summary>The folder that holds a folder for each case.</summary>
    public string Cases => Path.Combine(DataFolder, CaseLayout.Cases);

    /// <summary>A case's folder.</summary>
    public string Folder(CaseId id) => Path.Combine(Cases, id.Value);

    /// <summary>One of a case's objects, by its name from <see cref="CaseLayout"/>.</summary>
    public string File(CaseId id, string name) => Path.Combine(Folder(id), name);
}
