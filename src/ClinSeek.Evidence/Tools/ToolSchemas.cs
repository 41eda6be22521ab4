namespace ClinSeek.Evidence.Tools;

/// <summary>The forms of <see cref="ToolResult.Rows"/>. A changed form gets a new number.</summary>
public static class ToolSchemas
{
    /// <summary>No rows.</summary>
    public const string None = "clinseek.none/1";

    /// <summary>Rows of the patient database: column name to value, numbers as numbers; each has <c>row</c> where the query kept it.</summary>
    public const string EhrRows = "clinseek.ehr.rows/1";

    /// <summary>Tables: <c>{table, rows, columns, from, to}</c>.</summary>
    public const string EhrTables = "clinseek.ehr.tables/1";

    /// <summary>Columns: <c>{table, column, type, description}</c>.</summary>
    public const string EhrColumns = "clinseek.ehr.columns/1";

    /// <summary>Columns with what they hold: <c>{table, column, type, description, filled, lowest, highest, units[], examples[]}</c>.</summary>
    public const string EhrColumnProfiles = "clinseek.ehr.column-profiles/1";

    /// <summary>Distinct values of a column: <c>{value, rows}</c>.</summary>
    public const string EhrValues = "clinseek.ehr.values/1";

    /// <summary>Records by table: <c>{table, count}</c>; count is null for a table without times.</summary>
    public const string EhrCounts = "clinseek.ehr.counts/1";

    /// <summary>Candidates of a vocabulary: <c>{table, query, candidate, score}</c> and the vocabulary's own columns.</summary>
    public const string EhrCandidates = "clinseek.ehr.candidates/1";

    /// <summary>A thought that was kept: <c>{thought}</c>.</summary>
    public const string EhrThought = "clinseek.ehr.thought/1";

    /// <summary>Passages found: <c>{cursor, link, document, title, url, line, text, score, page}</c>; page is the hash of the kept page.</summary>
    public const string Passages = "clinseek.knowledge.passages/1";

    /// <summary>Lines of a page: <c>{cursor, document, title, url, line, text, page}</c>.</summary>
    public const string Lines = "clinseek.knowledge.lines/1";

    /// <summary>Diagnosis codes: <c>{system, code, title, category, categoryTitle, isDefault}</c>.</summary>
    public const string Codes = "clinseek.terminology.codes/1";

    /// <summary>A clinician's answer: <c>{question, answer, by, at}</c>.</summary>
    public const string ClinicianAnswer = "clinseek.clinician.answer/1";

    /// <summary>Image findings: <c>{study, finding, score, operatingPoint, position, margin, model, modelVersion}</c>; position is «above», «below» or «not rated».</summary>
    public const string ImageFindings = "clinseek.image.findings/1";

    /// <summary>
    /// Structures on a film: <c>{study, structure, areaPixels, areaSquareCentimetres, box[], boxRelative[], width, height, widthCentimetres,
    /// heightCentimetres, aspectRatio, centroid[], centroidRelative[], meanBrightness, brightnessDeviation, confidence, artifact, model,
    /// modelVersion}</c>, and one row of <c>{study, finding, value, operatingPoint, position, margin, heartWidth, thoraxWidth, view, model,
    /// modelVersion}</c> for the cardiothoracic ratio. Centimetres are null where the film does not tell its pixel spacing.
    /// </summary>
    public const string ImageStructures = "clinseek.image.structures/1";

    /// <summary>Places on a film: <c>{study, phrase, finding, box[], boxModel[], boxPixels[], strength, artifact, model, modelVersion}</c>; boxes are x1, y1, x2, y2, the first two as shares of width and height.</summary>
    public const string ImagePlaces = "clinseek.image.places/1";

    /// <summary>A report's sentences: <c>{study, section, sentence, basis[], writer}</c>; writer is «measured» or a vision model's name.</summary>
    public const string ImageReport = "clinseek.image.report/1";

    /// <summary>A film's description and a picture of it: <c>{study, artifact, width, height, ...}</c>.</summary>
    public const string ImageFilm = "clinseek.image.film/1";
}
