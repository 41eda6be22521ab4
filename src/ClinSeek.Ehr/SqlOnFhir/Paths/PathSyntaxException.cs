namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A text that is no FHIRPath of the subset. Becomes a problem of the view that holds it.</summary>
internal sealed class PathSyntaxException : Exception
{
    public PathSyntaxException(string message, int position)
        : base($"{message} at character {position + 1}")
    {
    }

    public PathSyntaxException(string message)
        : base(message)
    {
    }

    public PathSyntaxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public PathSyntaxException()
    {
    }
}
