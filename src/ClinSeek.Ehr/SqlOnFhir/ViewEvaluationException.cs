namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>A resource that a valid view cannot be applied to. The message names the place in the view and never a value of the resource.</summary>
public sealed class ViewEvaluationException : Exception
{
    public ViewEvaluationException(string message)
        : base(message)
    {
    }

    public ViewEvaluationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ViewEvaluationException()
        : this("The view cannot be applied to the resource.")
    {
    }
}
