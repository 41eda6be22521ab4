namespace ClinSeek.Functions.Cases;

/// <summary>This host lacks the reasoner with which a case was started; a host that has it can go on. The message holds no PHI.</summary>
public sealed class ReasonerMissingException(string reasoner) : Exception(
    $"This host does not have the reasoner '{reasoner}' with which the case was started, and no other may take its place. Configure it (Model:Endpoint and Model:Name for language-model), then run `resume`.");
