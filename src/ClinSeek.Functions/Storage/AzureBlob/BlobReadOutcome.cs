namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>How reading a part of a blob ended.</summary>
internal enum BlobReadOutcome
{
    /// <summary>Here it is.</summary>
    Read,

    /// <summary>The blob is the version that was known.</summary>
    Unchanged,

    /// <summary>There is no such blob.</summary>
    Missing,

    /// <summary>The blob ends before the part begins.</summary>
    Shorter,
}
