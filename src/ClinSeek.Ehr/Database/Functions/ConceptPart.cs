namespace ClinSeek.Ehr.Database.Functions;

/// <summary>What a column wants of a concept or coding.</summary>
internal enum ConceptPart
{
    Codes,
    Display,
    CodeOrText,
    System,
    Label,
}
