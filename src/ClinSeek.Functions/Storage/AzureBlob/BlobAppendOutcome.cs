namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>How an append ended.</summary>
internal enum BlobAppendOutcome
{
    /// <summary>The bytes stand at the position that was asked for.</summary>
    Appended,

    /// <summary>The blob does not end at that position; nothing was written by this try.</summary>
    OtherPosition,

    /// <summary>There is no such blob.</summary>
    Missing,

    /// <summary>The blob takes no more blocks.</summary>
    Full,
}
