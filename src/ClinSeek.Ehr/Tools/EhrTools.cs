using System.Reflection;
using ClinSeek.Ehr.Database;
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
        new("ehr.get_table_names", nameof(EhrToolMethods.GetTableNames), "Lists the tables of the patient's record with their rows, columns and time span."),
        new("ehr.get_column_names", nameof(EhrToolMethods.GetColumnNames), "Lists the columns of a table with type and meaning."),
        new("ehr.get_records_by_time", nameof(EhrToolMethods.GetRecordsByTime), "Records of a table between two times, both included; a bare end date covers its day. Times are UTC."),
        new("ehr.get_latest_records", nameof(EhrToolMethods.GetLatestRecords), "The latest n records of a table, newest first, of one code if given."),
        new("ehr.run_sql_query", nameof(EhrToolMethods.RunSqlQuery), "Runs one SELECT in SQLite's dialect over the record. Select row and resource too, so that rows can be cited. 'now' is the case's cut-off."),
    ];

    /// <summary>Binds the tools to a record and a case.</summary>
    /// <param name="database">The case's snapshot; stays the caller's to dispose.</param>
    /// <param name="scope">The patient and cut-off that every call is held to.</param>
    public EhrTools(PatientDatabase database, CaseScope scope)
    {
        var methods = new EhrToolMethods(database, scope);
        Functions = [.. Described.Select(item => (AIFunction)new CheckedFunction(AIFunctionFactory.Create(Method(item), methods, item.Options)))];
    }

    /// <summary>The tools as people and models see them, without <c>subject_id</c> and <c>timestamp</c>.</summary>
    public static IReadOnlyList<AIFunctionDeclaration> Declarations { get; } = [.. Described.Select(Declare)];

    /// <summary>The bound tools; they also take <c>subject_id</c> and <c>timestamp</c>, which are only compared with the case.</summary>
    public IReadOnlyList<AIFunction> Functions { get; }

    private static AIFunctionDeclaration Declare(ToolDescription item) => AIFunctionFactory.CreateDeclaration(
        item.Name,
        item.Description,
        AIJsonUtilities.CreateFunctionJsonSchema(Method(item), item.Name, item.Description, inferenceOptions: new AIJsonSchemaCreateOptions
        {
            IncludeParameter = static parameter => parameter.Name is not ("subject_id" or "timestamp"),
        }));

    private static MethodInfo Method(ToolDescription item) =>
        typeof(EhrToolMethods).GetMethod(item.Method) ?? throw new InvalidOperationException($"{item.Method} is missing.");

    private sealed record ToolDescription(string Name, string Method, string Description)
    {
        public AIFunctionFactoryOptions Options => new()
        {
            Name = Name,
            Description = Description,
            MarshalResult = static (result, _, _) => ValueTask.FromResult(result),
        };
    }
}
