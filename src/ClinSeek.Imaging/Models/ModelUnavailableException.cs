using System.Text.Json;

namespace ClinSeek.Imaging.Models;

/// <summary>
/// The model package or the native runtime cannot be used. The message is for the user: cause, then remedy, no PHI. Tools turn
/// it into a failed result; hosts may let it pass at start.
/// </summary>
public sealed class ModelUnavailableException : Exception
{
    /// <summary>With the problem, and a message that says cause and remedy.</summary>
    public ModelUnavailableException(ModelProblem problem, string message, Exception? innerException = null)
        : base(message, innerException) => Problem = problem;

    public ModelUnavailableException(string message)
        : this(ModelProblem.NoRuntime, message)
    {
    }

    public ModelUnavailableException(string message, Exception? innerException)
        : this(ModelProblem.NoRuntime, message, innerException)
    {
    }

    public ModelUnavailableException()
    {
    }

    /// <summary>What is wrong, for programs.</summary>
    public ModelProblem Problem { get; }

    /// <summary>The named outcome: <c>model runtime unavailable: wrong-hash: ...</c>.</summary>
    public string Outcome => $"model runtime unavailable: {JsonNamingPolicy.KebabCaseLower.ConvertName(Problem.ToString())}: {Message}";
}
