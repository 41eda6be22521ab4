namespace ClinSeek.Imaging.DicomWeb;

/// <summary>How a film came out of an archive. Stable: the words are part of results that are stored.</summary>
public enum RetrievalPath
{
    /// <summary>A frame as stored, with its head made from the metadata.</summary>
    Frame,

    /// <summary>The instance as stored.</summary>
    Instance,

    /// <summary>A frame that the archive transcoded to Explicit VR Little Endian.</summary>
    TranscodedFrame,

    /// <summary>A picture that the archive rendered; its window and polarity are the archive's.</summary>
    Rendered,
}
