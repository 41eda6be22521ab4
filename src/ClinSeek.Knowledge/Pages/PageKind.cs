namespace ClinSeek.Knowledge.Pages;

/// <summary>What a page shows.</summary>
public enum PageKind
{
    /// <summary>A document as text.</summary>
    Document,

    /// <summary>A document as it is stored or was sent.</summary>
    Source,

    /// <summary>Results of a search.</summary>
    Search,

    /// <summary>Matches of a find.</summary>
    Find,
}
