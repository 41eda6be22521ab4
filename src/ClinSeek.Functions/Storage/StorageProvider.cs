namespace ClinSeek.Functions.Storage;

/// <summary>Where the record lies.</summary>
public enum StorageProvider
{
    /// <summary>In files of the data folder.</summary>
    Files,

    /// <summary>In a container of Azure Blob Storage, which many processes may share.</summary>
    AzureBlob,
}
