namespace ClinSeek.Ehr.SqlOnFhir.Paths;

internal enum TokenKind
{
    End,
    Name,

    /// <summary>A name in backquotes: never a keyword.</summary>
    QuotedName,
    Text,
    Number,
    Time,

    /// <summary><c>%name</c>.</summary>
    Variable,

    /// <summary><c>$this</c> or <c>$index</c>.</summary>
    Special,
    Symbol,
}
