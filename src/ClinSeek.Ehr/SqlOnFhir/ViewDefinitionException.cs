namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>A ViewDefinition that cannot be run. Raised before any resource is read, with every problem that was found.</summary>
public sealed class ViewDefinitionException : Exception
{
    public ViewDefinitionException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems.Distinct(StringComparer.Ordinal))) => Problems = [.. problems.Distinct(StringComparer.Ordinal)];

    public ViewDefinitionException(string message)
        : this([message])
    {
    }

    public ViewDefinitionException(string message, Exception innerException)
        : base(message, innerException) => Problems = [message];

    public ViewDefinitionException()
        : this("The view cannot be run.")
    {
    }

    /// <summary>Each problem with its place: <c>select[0].column[1].path: ...</c>.</summary>
    public IReadOnlyList<string> Problems { get; }
}
