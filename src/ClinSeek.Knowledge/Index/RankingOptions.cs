namespace ClinSeek.Knowledge.Index;

/// <summary>
/// The parts of the ranking. Each can be taken away, to see what it adds (docs/knowledge.md has the figures); the defaults
/// were chosen by cross-validation over the odd questions of LiveQA 2017, never for single questions.
/// </summary>
public sealed record RankingOptions
{
    /// <summary>Everything on.</summary>
    public static RankingOptions Default { get; } = new();

    /// <summary>BM25 alone over title and text.</summary>
    public static RankingOptions Plain { get; } = new()
    {
        StopWords = false, Synonyms = false, Abbreviations = false, Spelling = false, Kinds = false, Subject = false, Proximity = false, Overview = false, Duplicates = false,
    };

    /// <summary>Words that tell no passages apart are not sought.</summary>
    public bool StopWords { get; init; } = true;

    /// <summary>Forms that mean the same are sought together.</summary>
    public bool Synonyms { get; init; } = true;

    /// <summary>Abbreviations that passages explain are sought by their long forms too.</summary>
    public bool Abbreviations { get; init; } = true;

    /// <summary>Words that the index does not hold are read as their nearest neighbour.</summary>
    public bool Spelling { get; init; } = true;

    /// <summary>Sections that answer the kind of question asked come first; the words that tell the kind count less.</summary>
    public bool Kinds { get; init; } = true;

    /// <summary>Passages about exactly what is asked come before those about something more special.</summary>
    public bool Subject { get; init; } = true;

    /// <summary>Words that stand together in the question and in the passage count more.</summary>
    public bool Proximity { get; init; } = true;

    /// <summary>A passage that says what its subject is stands a little above the other sections about it.</summary>
    public bool Overview { get; init; } = true;

    /// <summary>Of passages with the same text only the best is shown.</summary>
    public bool Duplicates { get; init; } = true;

    internal double TitleWeight { get; init; } = 2;

    internal double FocusWeight { get; init; } = 2;

    internal double Saturation { get; init; } = 1.2;

    internal double BodyLength { get; init; } = 0.75;

    internal double TitleLength { get; init; } = 0.5;

    internal double CueWeight { get; init; } = 0.4;

    internal double SubjectWeight { get; init; } = 1;

    internal double KindWeight { get; init; } = 0.3;

    internal double OverviewWeight { get; init; } = 0.3;

    internal double ProximityWeight { get; init; } = 0.1;

    internal int Candidates { get; init; } = 200;

    internal int Postings { get; init; } = 8_000;
}
