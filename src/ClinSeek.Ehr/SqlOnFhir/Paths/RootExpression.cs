using System.Text;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>A path that begins with a type name, <c>Patient.name</c>: the node itself where it is of that type.</summary>
internal sealed class RootExpression(string type) : PathExpression
{
    private readonly byte[] _type = Encoding.UTF8.GetBytes(type);

    public override void Evaluate(Evaluation evaluation, in PathNode self, NodeBuffer output)
    {
        if (self.IsObject && (type is "Resource" or "DomainResource"
            || (self.Json.TryGetProperty("resourceType"u8, out JsonElement actual) && JsonText.Is(actual, _type))))
        {
            output.Add(self);
        }
    }
}
