import { graphql } from 'relay-runtime';

graphql`
  query AppQuery($id: ID!) {
    node(id: $id) { id __typename ...AppProject_project @alias ...AppCompany_company @alias }
    ...AppList_query @arguments(count: 10)
  }
`;

graphql`
  fragment AppList_query on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }, where: { type: "ProjectFilterInput" })
  @refetchable(queryName: "AppListPaginationQuery") {
    projects(first: $count, after: $cursor, where: $where) @connection(key: "AppList_projects") {
      edges { cursor node { id ...AppProject_project } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

graphql`
  fragment AppProject_project on Project {
    id name status dueDate mrr customFields
    company { id name }
    managers { id name }
    growCrm { __typename }
  }
`;

graphql`
  fragment AppCompany_company on Company
  @argumentDefinitions(count: { type: "Int", defaultValue: 5 }, cursor: { type: "String" })
  @refetchable(queryName: "AppCompanyQuery") {
    id companyName: name
    projects(first: $count, after: $cursor) @connection(key: "AppCompany_projects") { edges { node { id name } } }
  }
`;

graphql`
  mutation AppRenameMutation($input: UpdateProjectInput!) {
    updateProject(input: $input) { project { id name } operation { id state } errors { code message field } }
  }
`;
