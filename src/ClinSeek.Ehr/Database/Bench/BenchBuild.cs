namespace ClinSeek.Ehr.Database.Bench;

/// <summary>What building patient databases came to.</summary>
/// <param name="Built">The patients whose database was written.</param>
/// <param name="Skipped">The patients whose database was there already and was left alone.</param>
/// <param name="Empty">The patients of whom no file has a row.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Issues">What was left out, with the remedy. Names files and columns, never content.</param>
public sealed record BenchBuild(
    IReadOnlyList<string> Built, IReadOnlyList<string> Skipped, IReadOnlyList<string> Empty, long Rows, IReadOnlyList<string> Issues);
