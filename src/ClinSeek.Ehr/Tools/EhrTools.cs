using System.Reflection;
using ClinSeek.Ehr.Database;
using ClinSeek.Ehr.Vocabularies;
using ClinSeek.Evidence.Tools;
using Microsoft.Extensions.AI;

namespace ClinSeek.Ehr.Tools;

/// <summary>
/// The tools that read one patient's record, bound to a case. Each returns a <see cref="ToolResult"/> and never throws for what a caller
/// can get wrong. Read-only and repeatable: the same call gives the same result. Results hold PHI.
/// </summary>
public sealed class EhrTools
{
    private static readonly ToolDescription[] Described =
    [
        new("ehr.load_ehr", typeof(OverviewMethods), nameof(OverviewMethods.LoadEhr), "Says what the record of the case's patient holds: tables with rows and time span, and whether all of it could be read."),
        new("ehr.get_table_names", typeof(OverviewMethods), nameof(OverviewMethods.GetTableNames), "Lists the tables of the patient's record with their rows, columns and time span."),
        new("ehr.get_column_names", typeof(OverviewMethods), nameof(OverviewMethods.GetColumnNames), "Lists the columns of a table with type and meaning."),
        new("ehr.get_table_description", typeof(OverviewMethods), nameof(OverviewMethods.GetTableDescription), "Describes a table: its columns with type, meaning, how many rows fill them, range, units and examples."),
        new("ehr.get_unique_values", typeof(OverviewMethods), nameof(OverviewMethods.GetUniqueValues), "Lists the distinct values of a column with how many rows have them; of many the frequent ones first."),
        new("ehr.get_records_by_time", typeof(RecordMethods), nameof(RecordMethods.GetRecordsByTime), "Records of a table between two times, both included; a bare end date covers its day. Times are UTC."),
        new("ehr.get_event_counts_by_time", typeof(OverviewMethods), nameof(OverviewMethods.GetEventCountsByTime), "Counts the records of every table between two times, both included."),
        new("ehr.get_latest_records", typeof(RecordMethods), nameof(RecordMethods.GetLatestRecords), "The latest n records of a table, newest first, of one code if given."),
        new("ehr.get_records_by_keyword", typeof(RecordMethods), nameof(RecordMethods.GetRecordsByKeyword), "Records of a table that contain a text, taken literally, in any text column."),
        new("ehr.get_records_by_value", typeof(RecordMethods), nameof(RecordMethods.GetRecordsByValue), "Records of a table whose column has a value."),
        new("ehr.get_candidates_by_keyword", typeof(CandidateMethods), nameof(CandidateMethods.GetCandidatesByKeyword), "Candidates of a vocabulary that contain a text, taken literally."),
        new("ehr.get_candidates_by_fuzzy_matching", typeof(CandidateMethods), nameof(CandidateMethods.GetCandidatesByFuzzyMatching), "Candidates of a vocabulary that are spelt most like given texts, with a ratio from 0 to 100."),
        new("ehr.get_candidates_by_semantic_similarity", typeof(CandidateMethods), nameof(CandidateMethods.GetCandidatesBySemanticSimilarity), "Candidates of a vocabulary nearest in meaning to given texts; says so where it can only compare letters."),
        new("ehr.run_sql_query", typeof(RecordMethods), nameof(RecordMethods.RunSqlQuery), "Runs one SELECT in SQLite's dialect over the record and candidate tables. Select row and resource too, so that rows can be cited. 'now' is the case's cut-off."),
        new("ehr.think", typeof(ThoughtMethods), nameof(ThoughtMethods.Think), "Keeps a thought in the case's record; it is no evidence."),
    ];

    private readonly object[] _methods;

    /// <summary>Binds the tools to a record and a case.</summary>
    /// <param name="database">The case's snapshot; stays the caller's to dispose.</param>
    /// <param name="scope">The patient and cut-off that every call is held to.</param>
    /// <param name="candidates">The vocabularies of closed questions; null where there are none.</param>
    public EhrTools(PatientDatabase database, CaseScope scope, CandidateSource? candidates = null)
    {
        var scoped = new ScopedRecord(database, scope);
        _methods = [new OverviewMethods(scoped, candidates), new RecordMethods(scoped, candidates), new CandidateMethods(candidates), new ThoughtMethods()];
    }

    /// <summary>
    /// The tools whose results rest on whatever vocabularies there are, which are no part of a case: deriving a case again from its
    /// record cannot repeat them. A query or a listing of columns names those that it read, and can be repeated while they are there.
    /// </summary>
    public static IReadOnlySet<string> ReadingVocabularies { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "ehr.get_table_names", "ehr.get_candidates_by_keyword", "ehr.get_candidates_by_fuzzy_matching", "ehr.get_candidates_by_semantic_similarity",
    };

    /// <summary>The tools as people and models see them, without <c>subject_id</c> and <c>timestamp</c>.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Declarations { get; } = [.. Described.Select(Declare)];

    /// <summary>Whether candidate tables of these names are at hand with the same content.</summary>
    public static bool AreAtHand(IEnumerable<VocabularyMark> vocabularies, CandidateSource? candidates) =>
        vocabularies.All(mark => candidates?.Store.SqlTable(mark.Name)?.Mark == mark);

    /// <summary>The bound tools; they also take <c>subject_id</c> and <c>timestamp</c>, which are only compared with the case.</summary>
    public IReadOnlyList<AIFunction> Functions => [.. Described.Select(Bind)];

    /// <summary>The bound tool of a name, alone; empty where there is none. One call needs no more than this.</summary>
    public IReadOnlyList<AIFunction> Named(string name) => [.. Described.Where(item => item.Name == name).Select(Bind)];

    private AIFunction Bind(ToolDescription item) =>
        new CheckedFunction(AIFunctionFactory.Create(Method(item), _methods.Single(methods => methods.GetType() == item.Methods), item.Options));

    private static AIFunctionDeclaration Declare(ToolDescription item) => AIFunctionFactory.CreateDeclaration(
        item.Name,
        item.Description,
        AIJsonUtilities.CreateFunctionJsonSchema(Method(item), item.Name, item.Description, inferenceOptions: new AIJsonSchemaCreateOptions
        {
            IncludeParameter = static parameter => parameter.Name is not ("subject_id" or "timestamp"),
        }));

    private static MethodInfo Method(ToolDescription item) =>
        item.Methods.GetMethod(item.Method) ?? throw new InvalidOperationException($"{item.Method} is missing.");

    private sealed record ToolDescription(string Name, Type Methods, string Method, string Description)
    {
        public AIFunctionFactoryOptions Options => new()
        {
            Name = Name,
            Description = Description,
            MarshalResult = static (result, _, _) => ValueTask.FromResult(result),
        };
    }
}
