using ProjectGraph.Benchmarks;
using ProjectGraph.Benchmarks.Distribution;
using ProjectGraph.Benchmarks.Floor;
using ProjectGraph.Benchmarks.Peers;

// The benchmark starts this program again for each server, as a separate process.
var options = Options.Parse(args);
switch (options.Verb)
{
    case "floor":
        await FloorServer.RunAsync(options);
        break;
    case "subject":
        await SubjectServer.RunAsync(options);
        break;
    case "peer":
        await PeerProcess.RunAsync(options);
        break;
    case "distribution":
        await Simulation.RunAsync();
        break;
    default:
        await Bench.RunAsync(options);
        break;
}
