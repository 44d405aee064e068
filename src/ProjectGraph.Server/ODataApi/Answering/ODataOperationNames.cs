using ProjectGraph.Server.ODataApi.Reading;

namespace ProjectGraph.Server.ODataApi.Answering;

internal static class ODataOperationNames
{
    public static bool Knows(ODataPath path) => false;
    public static bool Knows(PathEnd.Action action) => false;
}
