namespace ClinSeek.Knowledge.Tools;

/// <summary>What a page shows.</summary>
internal enum PageKind
{
    /// <summary>A passage as text.</summary>
    Document,

    /// <summary>A passage as it is stored.</summary>
    Source,

    /// <summary>Results of a search.</summary>
    Search,

    /// <summary>Matches of a find.</summary>
    Find,
}
